import type { NamedAtom, OrganizationId, RoomGroupId, RoomId, TouchedRoom } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Kind, type Scopes, pageOfRoomIds, roomsInEach, rulesOf } from '../authorization/index.ts';

const builtInRings = ['executive', 'general', 'staging'];

/** A room as a thing that decisions are about. */
export const roomKind: Kind = {
  is: 'a room',
  see: 'rooms.view',
  isId: (text) => isId('room', text),
  roomsOf: async (_tx, _customer, ids) => new Map(ids.map((id) => [id, [id]])), // one that is not there has no atoms
  nameOf: async (tx, customer, id) => (await namesOf(tx, customer, 'rooms', [id])).get(id),
  idsIn: pageOfRoomIds,
};

/** A room group, made of its rooms (D35). */
export const roomGroupKind: Kind = {
  is: 'rooms',
  see: 'groups.view',
  isId: (text) => isId('rgrp', text),
  roomsOf: async (tx, customer, ids) => {
    const { rows } = await sql<{ id: string; rooms: string[] }>`
      select g.id, array(select m.room_id from room_group_rooms m where m.organization_id = g.organization_id and m.group_id = g.id) as rooms
      from room_groups g where g.organization_id = ${customer} and g.id = any (${[...ids]}::text[])`.execute(tx);
    return new Map(rows.map(({ id, rooms }) => [id, rooms]));
  },
  nameOf: async (tx, customer, id) => (await namesOf(tx, customer, 'room_groups', [id])).get(id),
  idsIn: async (tx, customer, _scopes, after, limit) => {
    const { rows } = await sql<{ id: string }>`
      select id from room_groups where organization_id = ${customer} and id > ${after} order by id limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  },
};

/** An update ring, made of the rooms in it (D34); the built-in ones are there whether they have a row or not. */
export const updateRingKind: Kind = {
  is: 'rooms',
  see: 'rings.view',
  isId: (text) => builtInRings.includes(text) || isId('ring', text),
  roomsOf: async (tx, customer, ids) => {
    const { rows } = await sql<{ id: string; rooms: string[] }>`
      select w.id, array(select r.id from rooms r where r.organization_id = ${customer} and r.ring = w.id) as rooms
      from unnest(${[...ids]}::text[]) as w(id)
      where w.id = any (${builtInRings}::text[]) or exists (select from update_rings u where u.organization_id = ${customer} and u.id = w.id)`.execute(
      tx,
    );
    return new Map(rows.map(({ id, rooms }) => [id, rooms]));
  },
  nameOf: async (tx, customer, id) => (await namesOf(tx, customer, 'update_rings', [id])).get(id) ?? (builtInRings.includes(id) ? id : undefined),
  idsIn: async (tx, customer, _scopes, after, limit) => {
    const { rows } = await sql<{ id: string }>`
      select id from (
        select id collate "C" as id from update_rings where organization_id = ${customer} union select unnest(${builtInRings}::text[])) as u
      where id > ${after} order by id limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  },
};

/** Atoms in the form of the wire, with the names of what they point at. What was deleted since has none and is left out. */
export async function nameAtoms(tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<Map<AtomKey, NamedAtom>> {
  const named = (type: string): string[] => atoms.flatMap((atom) => (atom.startsWith(`${type}:`) ? [atom.slice(type.length + 1)] : []));
  const found = new Map<AtomKey, NamedAtom>();
  if (atoms.includes('all')) found.set('all', { atom: { type: 'all' } });
  const rules = new Set(named('rule'));
  const [things, ruled] = await Promise.all([
    namesOfThings(tx, customer, named('group'), named('room')),
    rules.size > 0 ? rulesOf(tx, customer) : [],
  ]);
  for (const { name, ...atom } of things) found.set(`${atom.type}:${atom.id}`, { atom, name });
  for (const { id, where } of ruled) if (rules.has(id)) found.set(`rule:${id}`, { atom: { type: 'rule', where } });
  return found;
}

type NamedThing = { type: 'group'; id: RoomGroupId; name: string } | { type: 'room'; id: RoomId; name: string };
async function namesOfThings(tx: TenantTx, customer: OrganizationId, groups: readonly string[], rooms: readonly string[]): Promise<NamedThing[]> {
  if (groups.length + rooms.length === 0) return [];
  const { rows } = await sql<NamedThing>`
    select 'group' as type, id, name from room_groups where organization_id = ${customer} and id = any (${[...groups]}::text[])
    union all select 'room', id, name from rooms where organization_id = ${customer} and id = any (${[...rooms]}::text[])`.execute(tx);
  return rows;
}

/** By name and id, the rooms inside every one of these scopes. */
export async function pageOfTouchedRooms(
  tx: TenantTx,
  customer: OrganizationId,
  { scopes, after, limit }: { scopes: Scopes; after: readonly [name: string, id: string] | undefined; limit: number },
): Promise<TouchedRoom['room'][]> {
  const { rows } = await sql<TouchedRoom['room']>`
    select r.id, r.name, r.city, r.site from rooms r where r.organization_id = ${customer} and r.id in (${roomsInEach(customer, scopes)})
      and ${after === undefined ? sql`true` : sql`(r.name, r.id) > (${after[0]}, ${after[1]})`}
    order by r.name, r.id limit ${limit}`.execute(tx);
  return rows;
}

async function namesOf(
  tx: TenantTx,
  customer: OrganizationId,
  table: 'rooms' | 'room_groups' | 'update_rings',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table)} where organization_id = ${customer} and id = any (${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
