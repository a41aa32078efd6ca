import { type RawBuilder, sql } from 'kysely';
import type { Coverage } from './coverage.ts';

type Pairs = Coverage['direct'];

/**
 * The customers of a coverage that are not covered whole, one row each: `c(customer, direct, checked, beside)` with their
 * atoms as one text, since rows of arrays must be of one length. Everything per customer is then one index scan with a list
 * of atoms; a scan per atom would check the reach thousands of times over.
 */
export function customersByAtom({ direct, checked, within }: Coverage): RawBuilder<unknown> {
  const customers = [...new Set([...direct, ...checked].map(({ customer }) => customer))];
  const [directAtoms, checkedAtoms, besideAtoms] = [direct, checked, within].map(joined);
  const column = (atoms: ReadonlyMap<string, string> | undefined): string[] => customers.map((customer) => atoms?.get(customer) ?? '');
  return sql`unnest(${customers}::text[], ${column(directAtoms)}::text[], ${column(checkedAtoms)}::text[], ${column(besideAtoms)}::text[]) as c(customer, direct, checked, beside)`;
}

/** The ids of the rooms covered at `c`, one row of `customersByAtom`. */
export const roomsByAtom = sql`
  select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.direct, ' '))
  union (
    select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.checked, ' '))
    intersect
    select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.beside, ' ')))`;

/**
 * The rooms that a coverage reaches by atoms, as `(organization_id, room_id)`, each once; those of whole customers are not
 * among them. Driven from room_atoms by its primary key, so the cost follows the rooms covered, not the rooms that exist.
 */
export const coveredByAtom = (coverage: Coverage): RawBuilder<unknown> =>
  sql`select c.customer as organization_id, t.room_id from ${customersByAtom(coverage)} cross join lateral (${roomsByAtom}) as t`;

/** Atoms hold no blanks: they are `all` or a word, a colon and an id. */
function joined(pairs: Pairs): ReadonlyMap<string, string> {
  const byCustomer = Map.groupBy(pairs, ({ customer }) => customer);
  return new Map([...byCustomer].map(([customer, held]) => [customer, held.map(({ atom }) => atom).join(' ')]));
}
