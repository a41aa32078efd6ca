import type { DeviceKind, Health, OrganizationId, RoomId } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

export type EnrolmentState = 'none' | 'waiting' | 'enrolled' | 'key_expired';

/** A room with all that its view shows, read in one statement. */
export type RoomRow = {
  customer: OrganizationId;
  customerName: string;
  id: RoomId;
  name: string;
  country: string;
  city: string;
  site: string;
  notes: string;
  device: DeviceKind;
  ring: string;
  version: number;
  health: Health;
  healthSince: Date;
  healthReasons: string[];
  lastSeenAt: Date | null;
  enrolment: EnrolmentState;
  keyIssuedAt: Date | null;
  keyExpiresAt: Date | null;
  atoms: readonly AtomKey[];
  /** what the agent last measured; undefined in a list, which leaves it out */
  measurements?: Record<string, { state: 'present' | 'not_present' | 'unknown' }> | null;
};

/** What a list reads of a room: its atoms are kept elsewhere. */
export type ListedRoom = Omit<RoomRow, 'atoms'>;
/** In a page, counted from 1. */
export type PlacedRoom = ListedRoom & { position: number };

/** Whether a key still waits is the database's clock to say (D54: 7 days). */
const columns = sql`
  r.organization_id as customer, o.name as "customerName", r.id, r.name, r.country, r.city, r.site, r.notes, r.device, r.ring, r.version,
  coalesce(h.health, 'not-monitored') as health, coalesce(h.since, r.created_at) as "healthSince",
  coalesce(h.reasons, '{}') as "healthReasons", h.last_seen_at as "lastSeenAt",
  case
    when exists (select from agents a where a.organization_id = r.organization_id and a.room_id = r.id and a.ended_at is null offset 0) then 'enrolled'
    when k.id is null or k.used_at is not null then 'none'
    when k.expires_at > now() then 'waiting'
    else 'key_expired'
  end as enrolment,
  k.issued_at as "keyIssuedAt", k.expires_at as "keyExpiresAt"`;

const sources = sql`
  join organizations o on o.id = r.organization_id
  left join room_health h on h.organization_id = r.organization_id and h.room_id = r.id
  left join lateral (
    select k.id, k.issued_at, k.expires_at, k.used_at from enrolment_keys k
    where k.organization_id = r.organization_id and k.room_id = r.id and k.ended_at is null
    order by k.issued_at desc limit 1) k on true`;

/** One room with its measurements; undefined when this customer has none by this id. */
export async function findRoom(tx: TenantTx, customer: string, room: string): Promise<RoomRow | undefined> {
  if (!isId('org', customer) || !isId('room', room)) return undefined;
  const { rows } = await sql<RoomRow>`
    select ${columns}, h.measurements,
      array(select t.atom from room_atoms t where t.organization_id = r.organization_id and t.room_id = r.id order by t.atom) as atoms
    from rooms r ${sources}
    where r.organization_id = ${customer} and r.id = ${room}`.execute(tx);
  return rows[0];
}

/**
 * Rooms named by a statement that yields `(organization_id, id, position)`, in the order of the positions. A row that names none
 * is shown as one without anything.
 */
export const showRooms = (named: RawBuilder<unknown>): RawBuilder<PlacedRoom> => sql<PlacedRoom>`
    with named as materialized (${named})
    select ${columns}, n.position from named n
    left join (rooms r ${sources}) on r.organization_id = n.organization_id and r.id = n.id
    where r.id is not null or n.id is null
    order by n.position`;

/**
 * Holds the room's row to the end of the transaction and reads it as it is then. Waits for whoever changes it now.
 *
 * @param mode `to_delete` also waits for rows that are being added to the room
 */
export async function lockRoom(tx: TenantTx, customer: OrganizationId, room: RoomId, mode: 'to_change' | 'to_delete'): Promise<RoomRow | undefined> {
  const held = tx.selectFrom('rooms').select('id').where('organization_id', '=', customer).where('id', '=', room);
  await (mode === 'to_change' ? held.forNoKeyUpdate() : held.forUpdate()).execute();
  return findRoom(tx, customer, room);
}

export type RoomFields = { name: string; country: string; city: string; site: string; notes: string; ring: string };

/** Writes the fields of a locked room and counts its version up by one. */
export async function updateRoom(tx: TenantTx, customer: OrganizationId, room: RoomId, fields: RoomFields): Promise<void> {
  const { name, country, city, site, notes, ring } = fields;
  await tx
    .updateTable('rooms')
    .set((row) => ({ name, country, city, site, notes, ring, version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', room)
    .execute();
}

/** With everything that hangs on it: groups, words, keys, agents, health, atoms, incidents. */
export async function deleteRoom(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<void> {
  await tx.deleteFrom('rooms').where('organization_id', '=', customer).where('id', '=', room).execute();
}

/** Makes imports of one customer follow one another, to the end of the transaction: what one adds the next finds there. */
export async function lockImports(tx: TenantTx, customer: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rooms import ${customer}`}, 0))`.execute(tx);
}

/** Which of these names are taken at their sites, each as the JSON of `[name, site]`. */
export async function existingRoomNames(
  tx: TenantTx,
  customer: OrganizationId,
  rooms: readonly { name: string; site: string }[],
): Promise<Set<string>> {
  if (rooms.length === 0) return new Set();
  const { rows } = await sql<{ name: string; site: string }>`
    select r.name, r.site from unnest(${rooms.map(({ name }) => name)}::text[], ${rooms.map(({ site }) => site)}::text[]) as w(name, site)
    join rooms r on r.organization_id = ${customer} and r.name = w.name and r.site = w.site`.execute(tx);
  return new Set(rows.map(({ name, site }) => JSON.stringify([name, site])));
}
