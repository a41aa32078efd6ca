import type { OrganizationId, RoomGroupId, RoomId } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';
import { type AtomsBySet, atomsOfSets } from './room-sets.store.ts';

/** A group as the holder of a coverage sees it: `rooms` are those covered. */
export type GroupRow = {
  customer: OrganizationId;
  customerName: string;
  id: RoomGroupId;
  name: string;
  version: number;
  rooms: number;
  changedAt: Date;
  changedBy: string | null;
  changedByName: string | null;
};
export type GroupKey = readonly [name: string, customer: string, id: string];
/** A group as it is, whoever asks. */
export type Group = { customer: OrganizationId; id: RoomGroupId; name: string; version: number };

export async function insertGroup(tx: TenantTx, group: Omit<Group, 'version'>, by: string | null): Promise<void> {
  const { customer, id, name } = group;
  await tx.insertInto('room_groups').values({ organization_id: customer, id, name, changed_by: by }).execute();
}

type Wanted = {
  coverage: Coverage;
  /** where the asker's own organization is the customer: there a group shows that has no room at all */
  home: OrganizationId;
  /** only these */
  ids?: readonly string[];
  after?: GroupKey | undefined;
  direction?: 'up' | 'down';
  limit: number;
};

/** Groups that hold a covered room, by name, each with the number of covered rooms in it (D35); at home also those without any room. */
export async function visibleGroups(tx: TenantTx, wanted: Wanted): Promise<GroupRow[]> {
  const { after, direction = 'up', limit } = wanted;
  const [order, beyond] = direction === 'up' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const { rows } = await sql<GroupRow>`
    ${shown(wanted)}
    select s.customer, o.name as "customerName", s.id, s.name, s.version, s.rooms, s.changed_at as "changedAt", u.id as "changedBy", u.name as "changedByName"
    from shown s join organizations o on o.id = s.customer
    left join users u on u.organization_id = s.customer and u.id = s.changed_by
    where ${after === undefined ? sql`true` : sql`(s.name, s.customer, s.id) ${beyond} (${after[0]}, ${after[1]}, ${after[2]})`}
    order by s.name ${order}, s.customer ${order}, s.id ${order} limit ${limit}`.execute(tx);
  return rows;
}

export async function countGroups(tx: TenantTx, wanted: Omit<Wanted, 'limit' | 'after'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`${shown({ ...wanted, limit: 0 })} select count(*)::int as count from shown`.execute(tx);
  return rows[0]?.count ?? 0;
}

function shown({ coverage, home, ids }: Wanted) {
  const reached = [...coverage.whole, ...[...coverage.direct, ...coverage.checked].map(({ customer }) => customer)];
  const customers = [...new Set(reached)];
  const among = (column: 'g.id' | 'm.group_id') => (ids === undefined ? sql`true` : sql`${sql.ref(column)} = any (${[...ids]}::text[])`);
  return sql`
    with covered as materialized (${coveredByAtom(coverage)}),
    counted as (
      select m.organization_id, m.group_id, count(*)::int as rooms from room_group_rooms m
      where m.organization_id = any (${customers}::text[]) and ${among('m.group_id')}
        and (m.organization_id = any (${[...coverage.whole]}::text[]) or (m.organization_id, m.room_id) in (select c.organization_id, c.room_id from covered c))
      group by m.organization_id, m.group_id),
    shown as (
      select g.organization_id as customer, g.id, g.name, g.version, coalesce(c.rooms, 0) as rooms, g.changed_at, g.changed_by
      from room_groups g left join counted c on c.organization_id = g.organization_id and c.group_id = g.id
      where g.organization_id = any (${customers}::text[]) and ${among('g.id')}
        and (c.rooms > 0 or (g.organization_id = ${home} and not exists (
          select from room_group_rooms m where m.organization_id = g.organization_id and m.group_id = g.id))))`;
}

/** Per group the atoms of all its rooms, whoever asks. */
export const atomsOfGroups = (tx: TenantTx, groups: readonly Pick<Group, 'customer' | 'id'>[]): Promise<AtomsBySet> =>
  atomsOfSets(
    tx,
    sql`select m.organization_id, m.group_id as set_id, m.room_id
      from unnest(${groups.map(({ customer }) => customer)}::text[], ${groups.map(({ id }) => id)}::text[]) as w(customer, id)
      join room_group_rooms m on m.organization_id = w.customer and m.group_id = w.id`,
  );

export async function findGroup(tx: TenantTx, customer: string, group: string): Promise<Group | undefined> {
  if (!isId('org', customer) || !isId('rgrp', group)) return undefined;
  const row = await tx
    .selectFrom('room_groups')
    .select(['id', 'name', 'version'])
    .where('organization_id', '=', customer)
    .where('id', '=', group)
    .executeTakeFirst();
  return row === undefined ? undefined : { customer, ...row };
}

/** The group as it is now, held to the end of the transaction. */
export async function lockGroup(tx: TenantTx, { customer, id }: Group): Promise<Group | undefined> {
  const row = await tx
    .selectFrom('room_groups')
    .select(['id', 'name', 'version'])
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { customer, ...row };
}

export async function saveGroup(tx: TenantTx, { customer, id, name }: Group, by: string | null): Promise<void> {
  await tx
    .updateTable('room_groups')
    .set((row) => ({ name, version: row('version', '+', 1), changed_at: sql<Date>`now()`, changed_by: by }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

/** With the memberships of its rooms. Their atoms are the caller's to take away. */
export async function deleteGroupRow(tx: TenantTx, { customer, id }: Group): Promise<void> {
  await tx.deleteFrom('room_groups').where('organization_id', '=', customer).where('id', '=', id).execute();
}

export async function addMembers(tx: TenantTx, { customer, id }: Pick<Group, 'customer' | 'id'>, rooms: readonly RoomId[]): Promise<void> {
  await sql`
    insert into room_group_rooms (organization_id, group_id, room_id) select ${customer}, ${id}, * from unnest(${[...rooms]}::text[])`.execute(tx);
}

export async function removeMembers(tx: TenantTx, { customer, id }: Pick<Group, 'customer' | 'id'>, rooms: readonly RoomId[]): Promise<void> {
  await sql`
    delete from room_group_rooms where organization_id = ${customer} and group_id = ${id} and room_id = any (${[...rooms]}::text[])`.execute(tx);
}

/** Which of these rooms are in the group. */
export async function membersAmong(tx: TenantTx, { customer, id }: Group, rooms: readonly RoomId[]): Promise<Set<RoomId>> {
  const rows = await tx
    .selectFrom('room_group_rooms')
    .select('room_id')
    .where('organization_id', '=', customer)
    .where('group_id', '=', id)
    .where(sql<boolean>`room_id = any (${[...rooms]}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.room_id));
}

/** Every room that is in the group, whoever asks. */
export async function membersOf(tx: TenantTx, { customer, id }: Group): Promise<RoomId[]> {
  const rows = await tx.selectFrom('room_group_rooms').select('room_id').where('organization_id', '=', customer).where('group_id', '=', id).execute();
  return rows.map((row) => row.room_id);
}

/** Which of these groups exist at this customer, whoever asks. */
export async function existingGroups(tx: TenantTx, customer: OrganizationId, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('room_groups')
    .select('id')
    .where('organization_id', '=', customer)
    .where(sql<boolean>`id = any (${[...new Set(ids)]}::text[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

export async function groupsByName(tx: TenantTx, customer: OrganizationId): Promise<{ id: RoomGroupId; name: string }[]> {
  return tx.selectFrom('room_groups').select(['id', 'name']).where('organization_id', '=', customer).orderBy('name').orderBy('id').execute();
}
