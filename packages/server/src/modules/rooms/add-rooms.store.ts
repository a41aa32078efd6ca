import type { DeviceKind, OrganizationId, RoomGroupId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { wordsOf } from './words.ts';

export type RoomToAdd = {
  id: RoomId;
  name: string;
  country: string;
  city: string;
  site: string;
  notes: string;
  device: DeviceKind;
  ring: string;
  groups: readonly RoomGroupId[];
  atoms: readonly AtomKey[];
};

/**
 * Inserts rooms with their health, groups, words and atoms, each table in one statement.
 *
 * @param rooms at most some thousands: callers add more in batches
 */
export async function insertRooms(tx: TenantTx, customer: OrganizationId, rooms: readonly RoomToAdd[]): Promise<void> {
  if (rooms.length === 0) return;
  const column = (name: keyof Omit<RoomToAdd, 'groups' | 'atoms'>): string[] => rooms.map((room) => room[name]);
  await sql`
    insert into rooms (organization_id, id, name, country, city, site, notes, device, ring)
    select ${customer}, * from unnest(${column('id')}::text[], ${column('name')}::text[], ${column('country')}::text[], ${column('city')}::text[],
      ${column('site')}::text[], ${column('notes')}::text[], ${column('device')}::text[], ${column('ring')}::text[])`.execute(tx);
  await sql`insert into room_health (organization_id, room_id) select ${customer}, * from unnest(${column('id')}::text[])`.execute(tx);
  await insertPairs(
    tx,
    customer,
    'room_group_rooms',
    'group_id',
    pairs(rooms, ({ groups }) => groups),
  );
  await insertPairs(
    tx,
    customer,
    'room_words',
    'word',
    pairs(rooms, ({ name, city, site }) => wordsOf(name, city, site)),
  );
  await insertPairs(
    tx,
    customer,
    'room_atoms',
    'atom',
    pairs(rooms, ({ atoms }) => atoms),
  );
}

/** Makes search find the room by its present words, and by no former one. */
export async function replaceWords(
  tx: TenantTx,
  customer: OrganizationId,
  room: { id: RoomId; name: string; city: string; site: string },
): Promise<void> {
  await tx.deleteFrom('room_words').where('organization_id', '=', customer).where('room_id', '=', room.id).execute();
  await insertPairs(
    tx,
    customer,
    'room_words',
    'word',
    wordsOf(room.name, room.city, room.site).map((value) => ({ room: room.id, value })),
  );
}

/** Puts the room into exactly these groups. */
export async function replaceGroups(tx: TenantTx, customer: OrganizationId, room: RoomId, groups: readonly RoomGroupId[]): Promise<void> {
  await tx.deleteFrom('room_group_rooms').where('organization_id', '=', customer).where('room_id', '=', room).execute();
  await insertPairs(
    tx,
    customer,
    'room_group_rooms',
    'group_id',
    groups.map((value) => ({ room, value })),
  );
}

type Pair = { room: RoomId; value: string };
const pairs = (rooms: readonly RoomToAdd[], values: (room: RoomToAdd) => readonly string[]): Pair[] =>
  rooms.flatMap((room) => [...new Set(values(room))].map((value) => ({ room: room.id, value })));

async function insertPairs(
  tx: TenantTx,
  customer: OrganizationId,
  table: 'room_group_rooms' | 'room_words' | 'room_atoms',
  column: string,
  rows: readonly Pair[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into ${sql.table(table)} (organization_id, room_id, ${sql.ref(column)})
    select ${customer}, * from unnest(${rows.map(({ room }) => room)}::text[], ${rows.map(({ value }) => value)}::text[])`.execute(tx);
}
