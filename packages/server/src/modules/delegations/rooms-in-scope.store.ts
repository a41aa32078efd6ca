import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Rooms of one customer that have one of `atoms` and, where that is given, one of `within` too (D23). */
export type Cut = { customer: OrganizationId; atoms: readonly AtomKey[]; within: readonly AtomKey[] | null };

/** How many rooms lie in each of these cuts, at its index: one statement whatever their number. */
export async function countRoomsIn(tx: TenantTx, cuts: readonly Cut[]): Promise<number[]> {
  const counts = cuts.map(() => 0);
  if (cuts.length === 0) return counts;
  const { rows } = await sql<{ place: number; rooms: number }>`
    select (c.place - 1)::int as place, count(distinct t.room_id) as rooms
    from jsonb_array_elements(${JSON.stringify(cuts)}::jsonb) with ordinality as c(cut, place)
    cross join lateral jsonb_array_elements_text(c.cut -> 'atoms') as a(atom)
    join room_atoms t on t.organization_id = c.cut ->> 'customer' and t.atom = a.atom
    where jsonb_typeof(c.cut -> 'within') = 'null' or exists (
      select from room_atoms w where w.organization_id = t.organization_id and w.room_id = t.room_id
        and w.atom in (select jsonb_array_elements_text(c.cut -> 'within')))
    group by c.place`.execute(tx);
  for (const { place, rooms: found } of rows) counts[place] = found;
  return counts;
}
