import type { OrganizationId, RoomId, RuleWhere } from '@keyholder/contract';
import { ruleAttributes } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

/** Which of these rooms this customer has. */
export async function existingRooms(tx: TenantTx, customer: OrganizationId, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('rooms')
    .select('id')
    .where('organization_id', '=', customer)
    .where(sql<boolean>`id = any (${[...new Set(ids)]}::text[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The rooms for which a rule holds now. */
export async function roomsMatching(tx: TenantTx, customer: OrganizationId, where: RuleWhere): Promise<RoomId[]> {
  const { rows } = await sql<{ id: RoomId }>`select r.id from rooms r where r.organization_id = ${customer} and ${matches(where)}`.execute(tx);
  return rows.map(({ id }) => id);
}

export async function countCovered(tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct room_id)::int as count from room_atoms where organization_id = ${customer} and atom = any (${[...atoms]}::text[])`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** A scope that may not be stored yet: its rules have no atoms. */
export type DraftScope = { all: boolean; rooms: readonly string[]; groups: readonly string[]; rules: readonly RuleWhere[] };

/** How many of the rooms seen a draft would cover now, by country. */
export async function countDraft(
  tx: TenantTx,
  customer: OrganizationId,
  { all, rooms, groups, rules }: DraftScope,
  seen: Coverage,
): Promise<{ country: string; rooms: number }[]> {
  const parts = [
    sql`${all}`,
    sql`r.id = any (${[...rooms]}::text[])`,
    sql`r.id in (select m.room_id from room_group_rooms m where m.organization_id = ${customer} and m.group_id = any (${[...groups]}::text[]))`,
    ...rules.map(matches),
  ];
  const found = await sql<{ country: string; rooms: number }>`
    select r.country, count(*)::int as rooms from rooms r
    where r.organization_id = ${customer} and ${seen.whole.includes(customer) ? sql`true` : sql`r.id in (select c.room_id from (${coveredByAtom(seen)}) as c)`}
      and (${sql.join(parts, sql` or `)}) group by r.country order by r.country`.execute(tx);
  return found.rows;
}

const matches = (where: RuleWhere): RawBuilder<unknown> => {
  const named = ruleAttributes.flatMap((attribute) => {
    const values = where[attribute];
    return values === undefined ? [] : [sql`r.${sql.ref(attribute)} = any (${[...values]}::text[])`];
  });
  return named.length === 0 ? sql`false` : sql`(${sql.join(named, sql` and `)})`;
};
