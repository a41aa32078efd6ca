import type { OrganizationId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Coverage } from './coverage.ts';
import { coveredByAtom } from './covered-rooms.store.ts';

/** Of these groups, those with a room under the coverage (D35); with `empty` also those without any room. */
export async function groupsWithRooms(
  tx: TenantTx,
  customer: OrganizationId,
  groups: readonly AtomKey[],
  coverage: Coverage,
  empty: 'with-empty' | 'without-empty',
): Promise<AtomKey[]> {
  if (groups.length === 0) return [];
  const { rows } = await sql<{ atom: AtomKey }>`
    with covered as materialized (select room_id from (${coveredByAtom(coverage)}) as c)
    select g.atom from unnest(${[...groups]}::text[]) as g(atom)
    where exists (select from room_atoms t where t.organization_id = ${customer} and t.atom = g.atom and t.room_id in (select room_id from covered))
      or (${empty === 'with-empty'} and not exists (select from room_atoms t where t.organization_id = ${customer} and t.atom = g.atom))`.execute(tx);
  return rows.map(({ atom }) => atom);
}

/** Which rooms count: those in the delegated scope, where there is one, and of them those that the reader may see. */
export type Counted = { customer: OrganizationId; within: readonly AtomKey[] | null; seen: Coverage };

const isCounted = ({ customer, within, seen }: Counted): RawBuilder<unknown> => sql`
  (${within === null || within.includes('all')} or exists (
    select from room_atoms w where w.organization_id = ${customer} and w.room_id = r.room_id and w.atom = any(${[...(within ?? [])]}::text[])))
  and (${seen.whole.includes(customer)} or (r.organization_id, r.room_id) in (${coveredByAtom(seen)}))`;

/** Rooms under each assignment, each once; one without any is left out. */
export async function roomsOfAssignments(tx: TenantTx, counted: Counted, assignments: readonly string[]): Promise<Map<string, number>> {
  if (assignments.length === 0) return new Map();
  const { rows } = await sql<{ id: string; rooms: number }>`
    select t.assignment_id as id, count(distinct r.room_id) as rooms
    from assignment_atoms t join room_atoms r on r.organization_id = t.organization_id and r.atom = t.atom
    where t.organization_id = ${counted.customer} and t.assignment_id = any(${[...assignments]}::text[]) and ${isCounted(counted)}
    group by t.assignment_id`.execute(tx);
  return new Map(rows.map(({ id, rooms }) => [id, rooms]));
}

/** Rooms under each atom; one without any is left out. */
export async function roomsOfAtoms(tx: TenantTx, counted: Counted, atoms: readonly AtomKey[]): Promise<Map<AtomKey, number>> {
  if (atoms.length === 0) return new Map();
  const { rows } = await sql<{ atom: AtomKey; rooms: number }>`
    select r.atom, count(*) as rooms from room_atoms r
    where r.organization_id = ${counted.customer} and r.atom = any(${[...atoms]}::text[]) and ${isCounted(counted)} group by r.atom`.execute(tx);
  return new Map(rows.map(({ atom, rooms }) => [atom, rooms]));
}
