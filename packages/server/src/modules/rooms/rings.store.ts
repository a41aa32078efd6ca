import { type OrganizationId, type RingId, type RoomId, builtInRings, isId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, roomsByCustomer } from '../authorization/index.ts';
import { type BuiltInRing, type RingFields, isBuiltInRing, usualRings } from './rings.rules.ts';
import { type AtomsBySet, atomsOfSets } from './room-sets.store.ts';

/** A ring as it is, whoever asks. */
export type Ring = RingFields & { customer: OrganizationId; id: RingId; pausedAt: Date | null; pauseReason: string | null; version: number };
/** As the holder of a coverage sees it: `rooms` are those covered. */
export type RingRow = Ring & { customerName: string; rooms: number };
export type RingKey = readonly [customerName: string, customer: string, order: number, name: string, id: string];

/** Those of the built-in rings, which need no row, and the customer's own. */
const ringsOf = (customers: readonly string[]): RawBuilder<unknown> => {
  const usual = (field: keyof RingFields): (string | number)[] => builtInRings.map((id) => usualRings[id][field]);
  return sql`
    select c.id as customer, d.id, coalesce(u.name, d.name) as name, coalesce(u.position, d.position) as position,
      coalesce(u.deferral_days, d.deferral) as deferral, coalesce(u.rollout_days, d.rollout) as rollout, coalesce(u.test_days, d.test) as test,
      u.paused_at, u.pause_reason, coalesce(u.version, 1) as version
    from unnest(${[...customers]}::text[]) as c(id)
    cross join unnest(${[...builtInRings]}::text[], ${usual('name')}::text[], ${usual('order')}::int[], ${usual('deferralDays')}::int[],
      ${usual('rolloutDays')}::int[], ${usual('testDays')}::int[]) as d(id, name, position, deferral, rollout, test)
    left join update_rings u on u.organization_id = c.id and u.id = d.id
    union all
    select u.organization_id, u.id, u.name, u.position, u.deferral_days, u.rollout_days, u.test_days, u.paused_at, u.pause_reason, u.version
    from update_rings u where u.organization_id = any (${[...customers]}::text[]) and u.id <> all (${[...builtInRings]}::text[])`;
};
const columns = sql`
  r.customer, r.id, r.name, r.position as "order", r.deferral as "deferralDays", r.rollout as "rolloutDays", r.test as "testDays",
  r.paused_at as "pausedAt", r.pause_reason as "pauseReason", r.version`;

export async function findRing(tx: TenantTx, customer: string, ring: string): Promise<Ring | undefined> {
  if (!isId('org', customer) || !(isBuiltInRing(ring) || isId('ring', ring))) return undefined;
  const { rows } = await sql<Ring>`select ${columns} from (${ringsOf([customer])}) as r where r.id = ${ring}`.execute(tx);
  return rows[0];
}

/** Every ring of these customers, by customer and order, each with the number of covered rooms in it. */
export async function pageOfRings(
  tx: TenantTx,
  page: { customers: readonly OrganizationId[]; coverage: Coverage; ids?: readonly string[]; after?: RingKey | undefined; limit: number },
): Promise<RingRow[]> {
  const { customers, coverage, ids, after, limit } = page;
  const key = sql`(o.name, r.customer, r.position, r.name, r.id)`;
  const { rows } = await sql<RingRow>`
    with covered as materialized (${roomsByCustomer(coverage)}),
    page as materialized (
      select r.*, o.name as customer_name from (${ringsOf(customers)}) as r join organizations o on o.id = r.customer
      where ${ids === undefined ? sql`true` : sql`r.id = any (${[...ids]}::text[])`}
        and ${after === undefined ? sql`true` : sql`${key} > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]}, ${after[4]})`}
      order by o.name, r.customer, r.position, r.name, r.id limit ${limit})
    select ${columns}, r.customer_name as "customerName", (
      select count(*)::int from rooms m where m.organization_id = r.customer and m.ring = r.id
        and (r.customer = any (${[...coverage.whole]}::text[]) or m.id in (select unnest(v.rooms) from covered v where v.customer = r.customer))) as rooms
    from page r order by r.customer_name, r.customer, r.position, r.name, r.id`.execute(tx);
  return rows;
}

export async function countRings(tx: TenantTx, customers: readonly OrganizationId[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${ringsOf(customers)}) as r`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Per ring the atoms of all its rooms, whoever asks. */
export const atomsOfRings = (tx: TenantTx, rings: readonly Pick<Ring, 'customer' | 'id'>[]): Promise<AtomsBySet> =>
  atomsOfSets(
    tx,
    sql`select r.organization_id, r.ring as set_id, r.id as room_id
      from unnest(${rings.map(({ customer }) => customer)}::text[], ${rings.map(({ id }) => id)}::text[]) as w(customer, id)
      join rooms r on r.organization_id = w.customer and r.ring = w.id`,
  );

/** How many rings of its own a customer has; held against others who add one, to the end of the transaction. */
export async function lockNumberOfRings(tx: TenantTx, customer: OrganizationId): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`update rings ${customer}`}, 0))`.execute(tx);
  return (await countRings(tx, [customer])) - builtInRings.length;
}

export async function insertRing(tx: TenantTx, customer: OrganizationId, id: RingId, fields: RingFields): Promise<void> {
  await tx
    .insertInto('update_rings')
    .values({ organization_id: customer, id, ...rowOf(fields) })
    .execute();
}

/** The ring as it is now, held to the end of the transaction; a built-in one gets its row by that. */
export async function lockRing(tx: TenantTx, { customer, id }: Pick<Ring, 'customer' | 'id'>): Promise<Ring | undefined> {
  if (isBuiltInRing(id)) {
    const usual: BuiltInRing = id;
    await tx
      .insertInto('update_rings')
      .values({ organization_id: customer, id, ...rowOf(usualRings[usual]) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx.selectFrom('update_rings').select('id').where('organization_id', '=', customer).where('id', '=', id).forUpdate().execute();
  return findRing(tx, customer, id);
}

/** Writes a locked ring and counts its version up by one. */
export async function saveRing(tx: TenantTx, { customer, id }: Ring, fields: RingFields): Promise<void> {
  await tx
    .updateTable('update_rings')
    .set((row) => ({ ...rowOf(fields), version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

/** Pauses a locked ring from now on, or goes on being paused for another reason; null ends the pause. */
export async function savePause(tx: TenantTx, { customer, id }: Ring, reason: string | null): Promise<void> {
  await tx
    .updateTable('update_rings')
    .set((row) => ({
      paused_at: reason === null ? null : sql<Date>`coalesce(paused_at, now())`,
      pause_reason: reason,
      version: row('version', '+', 1),
    }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

export async function deleteRingRow(tx: TenantTx, { customer, id }: Ring): Promise<void> {
  await tx.deleteFrom('update_rings').where('organization_id', '=', customer).where('id', '=', id).execute();
}

/** Whether there is such a ring, which then stays to the end of the transaction. */
export async function holdRing(tx: TenantTx, customer: OrganizationId, id: string): Promise<boolean> {
  if (isBuiltInRing(id)) return true;
  const held = tx.selectFrom('update_rings').select('id').where('organization_id', '=', customer).where('id', '=', id);
  return (await held.forKeyShare().executeTakeFirst()) !== undefined;
}

/** Puts these rooms into the ring and counts their versions up by one. */
export async function putIntoRing(tx: TenantTx, customer: OrganizationId, ring: RingId, rooms: readonly RoomId[]): Promise<void> {
  await sql`
    update rooms set ring = ${ring}, version = version + 1 where organization_id = ${customer} and id = any (${[...rooms]}::text[])`.execute(tx);
}

/** The rooms of a ring, whoever asks. */
export async function roomsInRing(tx: TenantTx, { customer, id }: Ring): Promise<RoomId[]> {
  const rows = await tx.selectFrom('rooms').select('id').where('organization_id', '=', customer).where('ring', '=', id).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** The customer's own rings, by name. */
export async function ringsByName(tx: TenantTx, customer: OrganizationId): Promise<{ id: RingId; name: string }[]> {
  const { rows } = await sql<{ id: RingId; name: string }>`
    select id, name from update_rings where organization_id = ${customer} and id <> all (${[...builtInRings]}::text[]) order by name, id`.execute(tx);
  return rows;
}

const rowOf = ({ name, order, deferralDays, rolloutDays, testDays }: RingFields) => ({
  name,
  position: order,
  deferral_days: deferralDays,
  rollout_days: rolloutDays,
  test_days: testDays,
});
