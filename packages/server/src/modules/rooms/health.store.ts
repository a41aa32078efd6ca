import type { AgentMeasurements, Health, OrganizationId, RoomId } from '@keyholder/contract';
import { type SqlBool, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The reasons of the last assessment; empty for a room that was never assessed. */
export async function reasonsOf(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<readonly string[]> {
  const row = await tx
    .selectFrom('room_health')
    .select('reasons')
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .executeTakeFirst();
  return row?.reasons ?? [];
}

export type HealthNow = { health: Health; reasons: readonly string[]; measurements: AgentMeasurements | null };

/** The agent was heard at this moment, by the database's clock. `since` moves only when the health changes. */
export async function saveHeard(tx: TenantTx, customer: OrganizationId, room: RoomId, { health, reasons, measurements }: HealthNow): Promise<void> {
  const now = sql<Date>`now()`;
  const values = {
    health,
    reasons: [...reasons],
    measurements: measurements === null ? null : JSON.stringify(measurements),
    last_seen_at: now,
    awaited: true,
  };
  await tx
    .with('ended', () => endedSpans(tx, customer, [room], health))
    .insertInto('room_health')
    .values({ organization_id: customer, room_id: room, since: now, ...values })
    .onConflict((conflict) => conflict.columns(['organization_id', 'room_id']).doUpdateSet({ ...values, since: sinceUnless(health) }))
    .execute();
}

/** Nobody measures this room any more: a new key was made for it, or it left. The time it was last seen stays. */
export async function saveUnmonitored(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<void> {
  await tx
    .with('ended', () => endedSpans(tx, customer, [room], 'not-monitored'))
    .updateTable('room_health')
    .set({ health: 'not-monitored', reasons: [], measurements: null, awaited: false, since: sinceUnless('not-monitored') })
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .execute();
}

/** Marks as silent what it has locked before. The last measurements stay, with the time they are of. */
export async function saveSilent(
  tx: TenantTx,
  customer: OrganizationId,
  rooms: readonly RoomId[],
  { health, reasons }: Omit<HealthNow, 'measurements'>,
): Promise<void> {
  await tx
    .with('ended', () => endedSpans(tx, customer, rooms, health))
    .updateTable('room_health')
    .set({ health, reasons: [...reasons], awaited: false, since: sinceUnless(health) })
    .where('organization_id', '=', customer)
    .where('room_id', 'in', [...rooms])
    .execute();
}

/** What a health that ends now was, from when to when, for reports. Time in which nobody measured is no span; a quiet room writes nothing. */
const endedSpans = (tx: TenantTx, customer: OrganizationId, rooms: readonly RoomId[], next: Health) =>
  tx
    .insertInto('room_health_spans')
    .columns(['organization_id', 'room_id', 'from_at', 'until_at', 'health'])
    .expression((from) =>
      from
        .selectFrom('room_health')
        .select(['organization_id', 'room_id', 'since', sql<Date>`now()`.as('until_at'), 'health'])
        .where('organization_id', '=', customer)
        .where('room_id', 'in', [...rooms])
        .where('health', '<>', 'not-monitored')
        .where('health', '<>', next)
        .where(sql<SqlBool>`since < now()`),
    )
    .onConflict((conflict) => conflict.doNothing());

const sinceUnless = (health: Health) => sql<Date>`case when room_health.health = ${health} then room_health.since else now() end`;

/** Which of these organizations have a room whose agent was not heard for so long. */
export async function organizationsWithSilence(tx: TenantTx, customers: readonly OrganizationId[], silentSeconds: number): Promise<OrganizationId[]> {
  const rows = await tx
    .selectFrom('room_health as h')
    .select('h.organization_id')
    .distinct()
    .where('h.organization_id', 'in', [...customers])
    .where('h.awaited', '=', true)
    .where('h.last_seen_at', '<', before(silentSeconds))
    .where(waitedLongEnough)
    .execute();
  return rows.map((row) => row.organization_id);
}

/** Locks silent rooms of one organization, longest silent first; passes over those that are being heard or swept just now. */
export async function lockSilentRooms(tx: TenantTx, customer: OrganizationId, silentSeconds: number, limit: number) {
  return tx
    .selectFrom('room_health as h')
    .innerJoin('rooms as r', (join) => join.onRef('r.organization_id', '=', 'h.organization_id').onRef('r.id', '=', 'h.room_id'))
    .select(['r.id', 'r.name'])
    .where('h.organization_id', '=', customer)
    .where('h.awaited', '=', true)
    .where('h.last_seen_at', '<', before(silentSeconds))
    .where(waitedLongEnough)
    .orderBy('h.last_seen_at')
    .limit(limit)
    .forUpdate('h')
    .skipLocked()
    .execute();
}

const before = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
/** A customer may wait longer for a room `h` than the platform does, never less. */
const waitedLongEnough = sql<boolean>`
  coalesce(h.last_seen_at < now() - make_interval(mins => (
    select s.silent_after_minutes from customer_settings s where s.organization_id = h.organization_id)), true)`;
