import type { OrganizationId, UserId } from '@keyholder/contract';
import type { AtomKey, Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { widenReach } from '../../platform/postgres/in-tenant.ts';
import type { Sides } from './access-holders.ts';
import { type Sight, sightOf } from './access-asking.ts';
import { atomsInSight } from './access-rooms.store.ts';
import type { Estate } from './access-estate.ts';
import type { FactCache } from './fact-cache.ts';
import type { CustomerFacts } from './facts.ts';

export type ReadingNeeds = { cache: FactCache; estate: Estate };

/** What one request may see of who has access at a customer. */
export type Reading = {
  facts: CustomerFacts;
  sight: Sight;
  sides: Sides;
  /** only oneself: nothing more than that may be seen */
  only: UserId | undefined;
};

/** Puts the organizations concerned into the reach of the transaction. */
export async function openReading(
  tx: TenantTx,
  { cache }: Pick<ReadingNeeds, 'cache'>,
  authority: Authority,
  asker: UserId,
  customer: OrganizationId,
): Promise<Reading> {
  const facts = (await cache.customers(tx, new Map([[customer, authority.epochs.get(customer) ?? 0]]))).get(customer);
  if (facts === undefined) throw new Error('a route of a customer was reached without its facts');
  const found = sightOf(authority, customer);
  const sees = found.own || found.partners !== 'none';
  const within = facts.delegations.get(authority.home)?.within;
  const sight = sees || within === undefined ? found : { ...found, scopes: [[...within]] };
  const atHome = customer === authority.home;
  const sides: Sides = sees
    ? { own: sight.own, partners: sight.partners === 'mine' ? { only: authority.home } : sight.partners }
    : { own: atHome, partners: atHome ? 'none' : { only: authority.home } };
  const partners = sides.partners === 'all' ? [...facts.delegations.keys()] : sides.partners === 'none' ? [] : [sides.partners.only];
  // what the authority was read for is in reach already
  const beyond = partners.filter((partner) => !authority.epochs.has(partner));
  if (beyond.length > 0) await widenReach(tx, [...authority.epochs.keys(), ...beyond]);
  return { facts, sight, sides, only: sees ? undefined : asker };
}

/** Of these atoms those that may be named: a room or a group with nothing inside the asker's sight does not exist for it (D22, D35). */
export async function nameable(
  tx: TenantTx,
  customer: OrganizationId,
  { scopes }: Pick<Sight, 'scopes'>,
  atoms: readonly AtomKey[],
): Promise<ReadonlySet<AtomKey>> {
  if (scopes.every((scope) => scope.includes('all'))) return new Set(atoms);
  return new Set(['all', ...(await atomsInSight(tx, customer, scopes, atoms))]);
}
