import { type Member, type OrganizationId, type PersonRef, type UserId, permissionsOf } from '@keyholder/contract';
import type { AtomKey, Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { withReach } from '../../platform/postgres/in-tenant.ts';
import { expandMembers } from '../directory/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import { sightOf } from './access-asking.ts';
import { type Holding, type Line, type Picture, type RoomSet, differenceBetween, mergeLines } from './access-picture.rules.ts';
import { directoryRolesHeld, namesOfAssignments, roomsOfAtoms } from './access-picture.store.ts';
import { isAdministratorRole } from './administrators.ts';
import { loadCustomers } from './facts.store.ts';
import { type AssignmentFacts, type CustomerFacts, assignmentsAt } from './facts.ts';

/** `leftOut`: people concerned of sides that exist for the reader, whom it may not know of by name. */
export type AccessChange = { gains: Line[]; loses: Line[]; leftOut: number };
export type Reader = { user: UserId; authority: Authority };

/**
 * Takes the picture of who holds what at these customers; the function it gives back says, later in the same transaction, who
 * has gained and lost what since (D53). Built from the facts that `decide` is asked with.
 *
 * The reader is told by name of whom it could ask about anyway (D30, A93); of the others at its own organization, or of its own
 * organization, only how many there are. People of other partners do not exist for a partner.
 */
export async function watchAccess(tx: TenantTx, organizations: readonly OrganizationId[], reader: Reader): Promise<() => Promise<AccessChange>> {
  const customers = [...new Set(organizations)];
  const { home } = reader.authority;
  const before = await picturesOf(tx, customers);
  return async () => {
    const after = await picturesOf(tx, customers);
    const all: { gains: Line[]; loses: Line[] }[] = [];
    const leftOut = new Set<string>();
    for (const customer of customers) {
      const rooms = async (): Promise<ReadonlySet<string>> => (await roomsOfAtoms(tx, customer, ['all'])).get('all') ?? new Set();
      const { gains, loses } = await differenceBetween(before.get(customer) ?? new Map(), after.get(customer) ?? new Map(), once(rooms));
      const isTold = toldOf(reader, customer);
      for (const { person } of [...gains, ...loses])
        if (!isTold(person) && (customer === home || person.organization.id === home)) leftOut.add(person.id);
      all.push({ gains: gains.filter(({ person }) => isTold(person)), loses: loses.filter(({ person }) => isTold(person)) });
    }
    return {
      gains: mergeLines(all.flatMap(({ gains }) => gains)),
      loses: mergeLines(all.flatMap(({ loses }) => loses)),
      leftOut: leftOut.size,
    };
  };
}

/** Of whom a reader is told by name at a customer: as `sightOf`, and of its own organization whoever staffs its groups or delegations. */
function toldOf({ user, authority }: Reader, customer: OrganizationId): (person: PersonRef) => boolean {
  const { home } = authority;
  const { own, partners } = sightOf(authority, customer);
  const staffs =
    authority.decide('directory.modify', { customer: home, kind: 'organization' }).outcome === 'allow' ||
    authority.decide('primary_admins.add', { customer, kind: 'organization' }).outcome !== 'deny';
  return ({ id, organization }) => {
    if (id === user) return true;
    if (organization.id === home) return staffs || (customer === home ? own : partners === 'mine');
    return customer === home && partners === 'all';
  };
}

async function picturesOf(tx: TenantTx, customers: readonly OrganizationId[]): Promise<Map<OrganizationId, Picture>> {
  const facts = await loadCustomers(tx, customers);
  const partners = [...facts.values()].flatMap(({ delegations }) => [...delegations.keys()]);
  return withReach(tx, partners, async () => {
    const names = new Map((await readOrganizations(tx, [...new Set([...customers, ...partners])])).map(({ id, name }) => [id, name]));
    const pictures = new Map<OrganizationId, Picture>();
    for (const customer of customers) {
      const at = facts.get(customer);
      if (at !== undefined) pictures.set(customer, await pictureOf(tx, at, (id) => names.get(id) ?? id));
    }
    return pictures;
  });
}

async function pictureOf(tx: TenantTx, facts: CustomerFacts, nameOf: (organization: OrganizationId) => string): Promise<Picture> {
  const { customer } = facts;
  const assignments = assignmentsAt(facts).filter(({ partner }) => partner === null || facts.delegations.has(partner));
  const named = await namesOfAssignments(tx, customer);
  const roomsOf = await coverageAt(tx, facts, assignments);
  const picture = new Map<string, { person: PersonRef; holdings: Holding[] }>();
  const add = (id: string, name: string, organization: OrganizationId, holding: Holding): void => {
    const known = picture.get(id);
    if (known === undefined)
      picture.set(id, { person: { id, name, organization: { id: organization, name: nameOf(organization) } }, holdings: [holding] });
    else if (!known.holdings.includes(holding)) known.holdings.push(holding);
  };
  for (const { user, name, role } of await directoryRolesHeld(tx, customer)) {
    const isAdministrator = isAdministratorRole(role);
    const rights = isAdministrator ? permissionsOf('managed-service-admin') : [role];
    add(user, name, customer, { id: role, through: role, rights, rooms: isAdministrator ? 'all' : new Set() });
  }
  for (const [home, held] of Map.groupBy(assignments, ({ partner }) => partner ?? customer)) {
    const members = held.map((one) => [...one.members].map(memberOf));
    const behind = await expandMembers(tx, home, members.flat());
    let from = 0;
    for (const [n, one] of held.entries()) {
      const holding = { id: one.id, through: named.get(one.id) ?? one.role, rights: [...one.permissions], rooms: roomsOf(one) };
      const many = members[n]?.length ?? 0;
      for (const { id, name, active } of behind.slice(from, from + many).flat()) if (active) add(id, name, home, holding);
      from += many;
    }
  }
  return picture;
}

/** The rooms of each assignment, cut by the delegated scope (D23). */
async function coverageAt(
  tx: TenantTx,
  { customer, delegations }: CustomerFacts,
  assignments: readonly AssignmentFacts[],
): Promise<(assignment: AssignmentFacts) => RoomSet> {
  const scopes = [...assignments.map(({ atoms }) => atoms), ...[...delegations.values()].map(({ within }) => within)];
  const inUse = [...new Set(scopes.flatMap((atoms) => [...atoms]))].filter((atom) => atom !== 'all');
  const rooms = await roomsOfAtoms(tx, customer, inUse);
  const reached = (atoms: ReadonlySet<AtomKey>): RoomSet =>
    atoms.has('all') ? 'all' : new Set([...atoms].flatMap((atom) => [...(rooms.get(atom) ?? [])]));
  return ({ partner, atoms }) => {
    const own = reached(atoms);
    const within = partner === null ? 'all' : reached(delegations.get(partner)?.within ?? new Set());
    if (within === 'all') return own;
    return own === 'all' ? within : new Set([...own].filter((room) => within.has(room)));
  };
}

function memberOf(key: string): Member {
  const [type, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  return (type === 'group' ? { type, id } : { type: 'user', id }) as Member; // the keys were made from members
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
