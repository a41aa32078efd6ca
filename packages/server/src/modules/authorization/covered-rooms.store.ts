import { type RawBuilder, sql } from 'kysely';
import type { Coverage } from './coverage.ts';

const customers = (pairs: Coverage['direct']): string[] => pairs.map(({ customer }) => customer);
const atoms = (pairs: Coverage['direct']): string[] => pairs.map(({ atom }) => atom);

/**
 * The rooms that a coverage reaches by atoms, as `(organization_id, room_id)`; those of whole customers are not among them.
 * Driven from room_atoms by its primary key, so the cost follows the rooms covered, not the rooms that exist.
 */
export function coveredByAtom({ direct, checked, within }: Coverage): RawBuilder<unknown> {
  const byOne = sql`
    select t.organization_id, t.room_id
    from unnest(${customers(direct)}::text[], ${atoms(direct)}::text[]) as d(customer, atom)
    join room_atoms t on t.organization_id = d.customer and t.atom = d.atom`;
  if (checked.length === 0) return sql`select distinct organization_id, room_id from (${byOne}) as by_one`;
  return sql`${byOne}
    union
    select t.organization_id, t.room_id
    from unnest(${customers(checked)}::text[], ${atoms(checked)}::text[]) as c(customer, atom)
    join room_atoms t on t.organization_id = c.customer and t.atom = c.atom
    where exists (
      select from room_atoms b
      where b.organization_id = t.organization_id and b.room_id = t.room_id and (b.organization_id, b.atom) in
        (select w.customer, w.atom from unnest(${customers(within)}::text[], ${atoms(within)}::text[]) as w(customer, atom)))`;
}
