import type { AssignmentId, Member, OrganizationId, UserId } from '@keyholder/contract';
import type { ActionKey, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { activePeopleWithRole, expandMembers } from '../directory/index.ts';
import { administrators } from './administrators.ts';
import { decide, meets } from './decide.ts';
import { partnersOf } from './evaluate.store.ts';
import { ActorFacts, type CustomerFacts, type MemberKey, assignmentsOf } from './facts.ts';
import { loadCustomers } from './facts.store.ts';

/** Somebody active who may hold something at a customer, with the questions that others ask about them. */
export type PersonAt = {
  user: UserId;
  organization: OrganizationId;
  name: string;
  /** whether `decide` says allow, or that it would need approval */
  may: (action: ActionKey, matter: Matter) => boolean;
  /** the person's assignments that reach a room, within the delegated scope */
  assignmentsOver: (matter: Extract<Matter, { kind: 'room' }>) => readonly AssignmentId[];
};

/**
 * The active people of these organizations who hold anything at this customer, by assignment or as its administrators. For
 * jobs and pickers: it reads the facts anew, of the transaction's own moment.
 *
 * @param sides the customer, or partners with a delegation; the reach must hold them
 */
export async function peopleAt(tx: TenantTx, customer: OrganizationId, sides: readonly OrganizationId[]): Promise<PersonAt[]> {
  const facts = (await loadCustomers(tx, [customer])).get(customer);
  if (facts === undefined) return [];
  const found: PersonAt[] = [];
  for (const side of sides) found.push(...(await peopleOfSide(tx, facts, side)));
  return found;
}

export const activePartnersOf = (tx: TenantTx, customer: OrganizationId): Promise<OrganizationId[]> => partnersOf(tx, [customer]);

async function peopleOfSide(tx: TenantTx, facts: CustomerFacts, side: OrganizationId): Promise<PersonAt[]> {
  const { customer } = facts;
  const partner = side === customer ? null : side;
  const members = [...facts.byMember].filter(([, held]) => held.some((one) => one.partner === partner)).map(([key]) => memberOf(key));
  const atHome = partner === null ? await administratorsOf(tx, customer) : [];
  const asked: Member[] = [...members, ...atHome.map((id): Member => ({ type: 'user', id }))];
  const behind = await expandMembers(tx, side, asked);
  const people = new Map<UserId, { name: string; keys: Set<MemberKey> }>();
  for (const [n, member] of asked.entries()) {
    for (const { id, name, active } of behind[n] ?? []) {
      if (!active) continue;
      const person = people.get(id) ?? { name, keys: new Set() };
      person.keys.add(`${member.type}:${member.id}`);
      people.set(id, person);
    }
  }
  const isAdministrator = new Set(atHome);
  return [...people].map(([user, { name, keys }]) => {
    const actor = new ActorFacts({
      user,
      organization: side,
      active: true,
      roles: new Set(isAdministrator.has(user) ? ['managed-service-admin'] : []),
      memberKeys: [...keys],
      delegatedBy: partner === null ? [] : [customer],
    });
    return personAt(facts, actor, name);
  });
}

function personAt(facts: CustomerFacts, actor: ActorFacts, name: string): PersonAt {
  const { user, organization } = actor;
  const within = organization === facts.customer ? undefined : facts.delegations.get(organization)?.within;
  return {
    user,
    organization,
    name,
    may: (action, matter) => decide(facts, actor, action, matter).outcome !== 'deny',
    assignmentsOver: ({ atoms }) =>
      within !== undefined && !meets(within, atoms)
        ? []
        : assignmentsOf(facts, actor).flatMap((held) => (meets(held.atoms, atoms) ? [held.id as AssignmentId] : [])), // read from assignments.id
  };
}

const memberOf = (key: MemberKey): Member => {
  const [type, id = ''] = key.split(':');
  return { type, id } as Member; // a member key is exactly that pair
};

/** All kinds of administrator hold the same at home (D19). */
async function administratorsOf(tx: TenantTx, customer: OrganizationId): Promise<UserId[]> {
  const found: UserId[] = [];
  for (const role of administrators) found.push(...(await activePeopleWithRole(tx, customer, role)));
  return found;
}
