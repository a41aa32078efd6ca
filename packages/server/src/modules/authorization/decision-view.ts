import type { OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import type { Limits } from '../../kernel/call.ts';
import type { Authority, Matter, RoomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readEpochs, widenReach } from '../../platform/postgres/in-tenant.ts';
import { mayAskAbout } from './access-asking.ts';
import type { Estate } from './access-estate.ts';
import type { AtomCache } from './atom-cache.ts';
import { authorityFrom } from './authority.ts';
import { customersOfPartner, customersOnSideOf } from './evaluate.store.ts';
import type { FactCache } from './fact-cache.ts';
import type { ActorFacts, CustomerFacts } from './facts.ts';
import { narrowedTo } from './narrowing.ts';

/**
 * Who asks the decision API: a client of the platform about everybody; a client of an organization about all that concerns
 * that organization; a person about itself and what it may see of others (A88). `id` is whom its limits count for.
 */
export type AskerKind =
  | { kind: 'platform'; id: string }
  | { kind: 'organization'; id: string; organization: OrganizationId }
  | { kind: 'person'; id: string; organization: OrganizationId; user: UserId; limits?: Limits | undefined };

export type DecisionNeeds = { cache: FactCache; atoms: AtomCache; estate: Estate };

/** What one request to the decision API sees: facts of one snapshot, under their epochs. */
export type View = {
  tx: TenantTx;
  asker: AskerKind;
  /** of a person that asks */
  authority: Authority | undefined;
  facts: ReadonlyMap<OrganizationId, CustomerFacts>;
  /** the customers asked about and the partners they delegate to: whose people may be asked about at all */
  organizations: readonly OrganizationId[];
  actors: (users: readonly UserId[]) => Promise<ReadonlyMap<UserId, ActorFacts>>;
  rooms: (customer: OrganizationId, rooms: readonly string[]) => Promise<ReadonlyMap<string, RoomMatter>>;
};

/** Opens the view over those of the mentioned customers that are on the asker's side; of others nothing is read. */
export async function openView(tx: TenantTx, needs: DecisionNeeds, asker: AskerKind, mentioned: readonly OrganizationId[]): Promise<View> {
  const limits = asker.kind === 'person' ? asker.limits : undefined;
  const onSide = asker.kind === 'platform' ? mentioned : await customersOnSideOf(tx, asker.organization, mentioned);
  const customers = new Set(onSide.filter((customer) => limits?.customers?.includes(customer) ?? true));
  const home = asker.kind === 'platform' ? [] : [asker.organization];
  const foreseen = new Set([...home, ...customers, ...[...customers].flatMap((customer) => needs.cache.partnersLastSeen(customer))]);
  let epochs = await epochsOf(tx, [...foreseen]);
  const facts = await needs.cache.customers(tx, new Map([...epochs].filter(([id]) => customers.has(id))));
  const organizations = [...new Set([...home, ...customers, ...[...facts.values()].flatMap(({ delegations }) => [...delegations.keys()])])];
  const isAsForeseen = organizations.length === foreseen.size && organizations.every((id) => foreseen.has(id));
  if (!isAsForeseen) epochs = await epochsOf(tx, organizations);
  const actor = async (user: UserId, organization: OrganizationId): Promise<ActorFacts> =>
    needs.cache.actor(tx, organization, user, epochs.get(organization) ?? 0);
  return {
    tx,
    asker,
    authority: asker.kind === 'person' ? narrowedTo(limits, authorityFrom(await actor(asker.user, asker.organization), facts, epochs)) : undefined,
    facts,
    organizations,
    actors: (users) => needs.cache.actors(tx, users, epochs),
    rooms: (customer, rooms) => needs.atoms.rooms(tx, customer, epochs.get(customer) ?? 0, rooms),
  };
}

/** Puts these organizations into reach, and nothing else; their epochs come in the same write. */
async function epochsOf(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<Map<OrganizationId, number>> {
  await widenReach(tx, organizations);
  return organizations.length === 0 ? new Map() : readEpochs(tx, organizations);
}

/** The customers at which a person of `home` can hold anything at all, of those where the asker may ask about it; by id. */
export async function customersOf(tx: TenantTx, asker: AskerKind, home: OrganizationId): Promise<OrganizationId[]> {
  if (asker.kind !== 'platform' && asker.organization !== home) return [asker.organization];
  const all = [home, ...(await customersOfPartner(tx, home))].sort();
  return asker.kind === 'person' ? all.filter((customer) => asker.limits?.customers?.includes(customer) ?? true) : all;
}

/** A token that is narrowed to permissions asks about these alone, of its own person too (A16). */
export const mayAskOf = (asker: AskerKind, action: PermissionKey): boolean =>
  asker.kind !== 'person' || (asker.limits?.permissions?.includes(action) ?? true);

export function mayAsk(
  { asker, authority }: View,
  subject: Pick<ActorFacts, 'user' | 'organization'>,
  action: PermissionKey,
  matter: Matter,
): boolean {
  if (!mayAskOf(asker, action)) return false;
  if (asker.kind === 'platform') return true;
  if (asker.kind === 'organization') return subject.organization === asker.organization || matter.customer === asker.organization;
  return authority !== undefined && mayAskAbout(authority, asker.user, subject, matter);
}
