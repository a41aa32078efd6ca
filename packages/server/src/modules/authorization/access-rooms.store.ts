import type { OrganizationId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Rooms that have an atom of every one of these scopes; none of them: every room. */
export type Scopes = readonly (readonly AtomKey[])[];

/** The rooms of one customer inside every scope, as `(room_id)`, each once. A scope that holds `all` bounds nothing. */
export function roomsInEach(customer: OrganizationId, scopes: Scopes): RawBuilder<unknown> {
  const bounding = scopes.filter((scope) => !scope.includes('all'));
  const parts = (bounding.length === 0 ? [['all']] : bounding).map(
    (scope) => sql`select t.room_id from room_atoms t where t.organization_id = ${customer} and t.atom = any (${[...scope]}::text[])`,
  );
  return sql`${parts.length === 1 ? sql`select distinct p.room_id from (${parts[0]}) as p` : sql.join(parts, sql` intersect `)}`;
}

export async function countRoomsInEach(tx: TenantTx, customer: OrganizationId, scopes: Scopes): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${roomsInEach(customer, scopes)}) as r`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** By id, after the given one. */
export async function pageOfRoomIds(tx: TenantTx, customer: OrganizationId, scopes: Scopes, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.room_id as id from (${roomsInEach(customer, scopes)}) as r where r.room_id > ${after} order by r.room_id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Which of these atoms some room inside every scope has. */
export async function atomsInSight(tx: TenantTx, customer: OrganizationId, scopes: Scopes, atoms: readonly AtomKey[]): Promise<AtomKey[]> {
  if (atoms.length === 0) return [];
  const { rows } = await sql<{ atom: AtomKey }>`
    select distinct t.atom from room_atoms t where t.organization_id = ${customer} and t.atom = any (${[...atoms]}::text[])
      and t.room_id in (${roomsInEach(customer, scopes)})`.execute(tx);
  return rows.map(({ atom }) => atom);
}
