import type { EventModes, OrganizationId } from '@keyholder/contract';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DB } from '../../generated/database.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

export type Pair = { customer: OrganizationId; partner: OrganizationId };

const columns = [
  'id',
  'organization_id as customer',
  'partner_id as partner',
  'version',
  'since',
  'ended_at',
  sql<EventModes>`change_control`.as('change_control'),
  sql<'active' | 'unattended' | 'ended'>`case when state = 'ended' then 'ended' when unattended then 'unattended' else 'active' end`.as('state'),
] as const;

export type DelegationRow = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;

/** The newest delegation between the two: one that stands, or the last that has ended. */
export function findDelegation(tx: TenantTx, { customer, partner }: Pair) {
  return tx
    .selectFrom('delegations')
    .select(columns)
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The id of the delegation that stands between them (D09). */
export async function findActive(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('delegations')
    .select('id')
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.id;
}

export type DelegationPage = { limit: number; after: readonly [string, string] | undefined };
/** `at`: the partner's person sees only what stands at these customers; absent: all of that side, ended ones included. */
export type Listed = { customer: OrganizationId } | { partner: OrganizationId; at?: readonly OrganizationId[] };

/** One per pair, the newest: an ended one hides behind its successor. */
const listed = (side: Listed) => (row: ExpressionBuilder<DB, 'delegations'>) => {
  const newest = sql<SqlBool>`not exists (
    select from delegations later where later.organization_id = delegations.organization_id and later.partner_id = delegations.partner_id
      and (later.since, later.id) > (delegations.since, delegations.id))`;
  if ('customer' in side) return row.and([row('organization_id', '=', side.customer), newest]);
  const own = row('partner_id', '=', side.partner);
  return side.at === undefined
    ? row.and([own, newest])
    : row.and([own, row('state', '=', 'active'), sql<SqlBool>`organization_id = any(${[...side.at]}::text[])`]);
};

/** Newest first; one more than the limit where there are more. `placed_at` is the instant in full, for the cursor. */
export function listDelegations(tx: TenantTx, side: Listed, { limit, after }: DelegationPage) {
  return tx
    .selectFrom('delegations')
    .select([...columns, sql<string>`since::text`.as('placed_at')])
    .where(listed(side))
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`(since, id) < (${after?.[0]}::timestamptz, ${after?.[1]})`))
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function countDelegations(tx: TenantTx, side: Listed): Promise<number> {
  const { count } = await tx
    .selectFrom('delegations')
    .select(sql<number>`count(*)`.as('count'))
    .where(listed(side))
    .executeTakeFirstOrThrow();
  return count;
}

/** The customers that delegate to this partner, of those given, by name. */
export function listActiveCustomers(tx: TenantTx, partner: OrganizationId, customers: readonly OrganizationId[], { limit, after }: DelegationPage) {
  return tx
    .selectFrom('delegations')
    .innerJoin('organizations', 'organizations.id', 'delegations.organization_id')
    .select(['organizations.id', 'organizations.name', 'delegations.unattended'])
    .where('delegations.partner_id', '=', partner)
    .where('delegations.state', '=', 'active')
    .where(sql<SqlBool>`delegations.organization_id = any(${[...customers]}::text[])`)
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`(organizations.name, organizations.id) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('organizations.name')
    .orderBy('organizations.id')
    .limit(limit + 1)
    .execute();
}

/** How many incidents of the rooms under these atoms nobody has closed. */
export async function countOpenIncidents(tx: TenantTx, customer: OrganizationId, atoms: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from incidents i where i.organization_id = ${customer} and i.closed_at is null and exists (
      select from room_atoms t where t.organization_id = i.organization_id and t.room_id = i.room_id and t.atom = any(${[...atoms]}::text[]))`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** The delegated scope of each of these, at its index: the atoms of Assigned admins (D68). Those that have ended have none. */
export async function readDelegatedScopes(
  tx: TenantTx,
  pairs: readonly Pair[],
): Promise<{ customer: OrganizationId; atoms: string[]; within: null }[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ customer: OrganizationId; partner: OrganizationId; atom: string }>`
    select a.organization_id as customer, a.partner_id as partner, t.atom
    from unnest(${pairs.map(({ customer }) => customer)}::text[], ${pairs.map(({ partner }) => partner)}::text[]) as p(customer, partner)
    join assignments a on a.organization_id = p.customer and a.partner_id = p.partner and a.built_in
    join assignment_atoms t on t.organization_id = a.organization_id and t.assignment_id = a.id`.execute(tx);
  return pairs.map(({ customer, partner }) => ({
    customer,
    within: null,
    atoms: rows.filter((row) => row.customer === customer && row.partner === partner).map(({ atom }) => atom),
  }));
}

/** Replaces what waits for the customer; what is not named is automatic (D05). One version more. */
export async function saveChangeControl(tx: TenantTx, customer: OrganizationId, delegation: string, manual: EventModes): Promise<void> {
  await tx
    .updateTable('delegations')
    .set((row) => ({ change_control: JSON.stringify(manual), version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', delegation)
    .execute();
}
