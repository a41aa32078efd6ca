import type { OrganizationId, RoomGroupId } from '@keyholder/contract';
import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

export type GroupRow = { customer: OrganizationId; id: RoomGroupId; name: string; version: number; rooms: number };
export type GroupKey = readonly [name: string, customer: string, id: string];

export async function insertGroup(tx: TenantTx, customer: OrganizationId, name: string): Promise<RoomGroupId> {
  const id = newId('rgrp');
  await tx.insertInto('room_groups').values({ organization_id: customer, id, name }).execute();
  return id;
}

type Wanted = {
  coverage: Coverage;
  /** where the asker's own organization is the customer: there a group shows without any room in it */
  home: OrganizationId;
  /** only these */
  ids?: readonly string[];
  after?: GroupKey | undefined;
  limit: number;
};

/**
 * Groups that hold a covered room, by name, each with the number of covered rooms in it (D35). The asker's own organization
 * also shows groups without rooms: all of them where it is covered whole, else those that a scope names.
 */
export async function visibleGroups(tx: TenantTx, wanted: Wanted): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    ${shown(wanted)}
    select customer, id, name, version, rooms from shown
    where ${wanted.after === undefined ? sql`true` : sql`(name, customer, id) > (${wanted.after[0]}, ${wanted.after[1]}, ${wanted.after[2]})`}
    order by name, customer, id limit ${wanted.limit}`.execute(tx);
  return rows;
}

export async function countGroups(tx: TenantTx, wanted: Omit<Wanted, 'limit' | 'after'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`${shown({ ...wanted, limit: 0 })} select count(*)::int as count from shown`.execute(tx);
  return rows[0]?.count ?? 0;
}

function shown({ coverage, home, ids }: Wanted) {
  const named = coverage.direct
    .filter(({ customer, atom }) => customer === home && atom.startsWith('group:'))
    .map(({ atom }) => atom.slice('group:'.length));
  const customers = [...new Set([...coverage.whole, ...coverage.direct.map((one) => one.customer), ...coverage.checked.map((one) => one.customer)])];
  return sql`
    with covered as materialized (${coveredByAtom(coverage)}),
    counted as (
      select m.organization_id, m.group_id, count(*)::int as rooms from room_group_rooms m
      where m.organization_id = any (${customers}::text[])
        and (m.organization_id = any (${coverage.whole}::text[]) or (m.organization_id, m.room_id) in (select c.organization_id, c.room_id from covered c))
      group by m.organization_id, m.group_id),
    shown as (
      select g.organization_id as customer, g.id, g.name, g.version, coalesce(c.rooms, 0) as rooms
      from room_groups g left join counted c on c.organization_id = g.organization_id and c.group_id = g.id
      where g.organization_id = any (${customers}::text[])
        and (c.rooms > 0 or (g.organization_id = ${home} and (g.organization_id = any (${coverage.whole}::text[]) or g.id = any (${named}::text[]))))
        and ${ids === undefined ? sql`true` : sql`g.id = any (${[...ids]}::text[])`})`;
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
