import { type RawBuilder, sql } from 'kysely';
import type { Coverage } from './coverage.ts';

type Pairs = Coverage['direct'];

/**
 * The rooms that a coverage reaches by atoms, one row per customer: `(customer, rooms)` with their ids as an array; customers
 * covered whole are not among them. To stand in a materialized CTE, so that each array is made once.
 *
 * Driven from room_atoms by its primary key, so the cost follows the rooms covered, not the rooms that exist. Each customer
 * is one index scan with a list of atoms: a scan per atom would check the reach thousands of times over. The lists come as
 * text, because rows of arrays must be of one length.
 */
export function roomsByCustomer(coverage: Coverage): RawBuilder<unknown> {
  return sql`
    select c.customer, array(
      select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.direct, ' '))
      union (
        select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.checked, ' '))
        intersect
        select t.room_id from room_atoms t where t.organization_id = c.customer and t.atom = any (string_to_array(c.beside, ' ')))) as rooms
    from ${atomsByCustomer(coverage)}`;
}

/** What a coverage holds by atoms as `c(customer, direct, checked, beside)`, a row per customer, each list of atoms as one text. */
function atomsByCustomer({ direct, checked, within }: Coverage): RawBuilder<unknown> {
  const customers = [...new Set([...direct, ...checked].map(({ customer }) => customer))];
  const column = (pairs: Pairs): string[] => {
    const atoms = joined(pairs);
    return customers.map((customer) => atoms.get(customer) ?? '');
  };
  return sql`unnest(${customers}::text[], ${column(direct)}::text[], ${column(checked)}::text[], ${column(within)}::text[]) as c(customer, direct, checked, beside)`;
}

/** The same as `(customer, direct, checked, beside)`, each list as an array: for rooms that are looked at one by one (`coversRoom`). */
export const heldByCustomer = (coverage: Coverage): RawBuilder<unknown> => sql`
    select c.customer, string_to_array(c.direct, ' ') as direct, string_to_array(c.checked, ' ') as checked, string_to_array(c.beside, ' ') as beside
    from ${atomsByCustomer(coverage)}`;

/** Whether the atoms of `held`, a row of `heldByCustomer`, reach this room of its customer; the atoms are read once. */
export function coversRoom(held: string, customer: RawBuilder<unknown>, room: RawBuilder<unknown>): RawBuilder<unknown> {
  const meets = (part: string): RawBuilder<unknown> => sql`coalesce(bool_or(t.atom = any (${sql.ref(`${held}.${part}`)})), false)`;
  return sql`(
    select ${meets('direct')} or ${meets('checked')} and ${meets('beside')} from room_atoms t where t.organization_id = ${customer} and t.room_id = ${room})`;
}

/** The same as `(organization_id, room_id)`, one row per room. */
export const coveredByAtom = (coverage: Coverage): RawBuilder<unknown> =>
  sql`select v.customer as organization_id, t.room_id from (${roomsByCustomer(coverage)} offset 0) as v cross join lateral unnest(v.rooms) as t(room_id)`;

/** Atoms hold no blanks: they are `all` or a word, a colon and an id. */
function joined(pairs: Pairs): ReadonlyMap<string, string> {
  const byCustomer = Map.groupBy(pairs, ({ customer }) => customer);
  return new Map([...byCustomer].map(([customer, held]) => [customer, held.map(({ atom }) => atom).join(' ')]));
}
