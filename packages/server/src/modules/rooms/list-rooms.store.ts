import type { Health } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom, roomsByCustomer } from '../authorization/index.ts';
import { wordsOf } from './words.ts';

export type RoomFilters = {
  q?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
  site?: string | undefined;
  health?: Health | undefined;
  group?: OfArea | undefined;
  ring?: OfArea | undefined;
};
/** What belongs to another area holds only for rooms at which the asker may see that area: else the filter would tell it (D71). */
type OfArea = { id: string; seen: Coverage };

/** How many rooms the coverage and the filters leave. */
export async function countListedRooms(tx: TenantTx, coverage: Coverage, filters: RoomFilters): Promise<number> {
  const matches = matchesOf(filters);
  const wanted = sql.join([placed(filters, 'r'), ...matches.map(({ holds }) => holds)], sql` and `);
  const { rows } = await sql<{ count: number }>`
    with covered as materialized (${coveredRooms(coverage, matches)})
    select coalesce(sum(counted.n), 0)::int as count from (
      select count(*) as n from rooms r where r.organization_id = any (${[...coverage.whole]}::text[]) and ${wanted}
      union all
      select p.n from covered as v cross join lateral (
        select count(*) as n from rooms r where r.organization_id = v.customer and r.id = any (v.rooms) and ${placed(filters, 'r')}) as p) as counted`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** The rooms covered by atoms as `(customer, rooms)`, less those that the matches leave out: sets are intersected, not rooms probed one by one. */
export function coveredRooms(coverage: Coverage, matches: readonly Match[]): RawBuilder<unknown> {
  if (matches.length === 0) return roomsByCustomer(coverage);
  const narrowing = matches.map(({ among }) => among);
  return sql`
    select v.customer, array(select unnest(v.rooms) ${sql.join(narrowing, sql` `)}) as rooms from (${roomsByCustomer(coverage)} offset 0) as v`;
}

/** What the filters ask of the columns of a room. */
export function placed({ country, city, site, ring }: RoomFilters, room: string): RawBuilder<unknown> {
  const column = (name: string): RawBuilder<unknown> => sql.ref(`${room}.${name}`);
  const found: RawBuilder<unknown>[] = [sql`true`];
  if (country !== undefined) found.push(sql`${column('country')} = ${country}`);
  if (city !== undefined) found.push(sql`${column('city')} = ${city}`);
  if (site !== undefined) found.push(sql`${column('site')} = ${site}`);
  if (ring !== undefined) found.push(sql`${column('ring')} = ${ring.id}`);
  return sql.join(found, sql` and `);
}

/**
 * A condition on what hangs on a room: as it holds for one room `r(organization_id, id)`, and as a step from the rooms of
 * `v.customer` to those it holds for. `offset 0` keeps each a look-up of one room: a page stops after the first few.
 */
export type Match = { holds: RawBuilder<unknown>; among: RawBuilder<unknown> };

export function matchesOf({ q, health, group, ring }: RoomFilters): Match[] {
  return [
    ...searched(q).map(hasWord),
    ...(group === undefined ? [] : [inGroup(group)]),
    ...(ring === undefined ? [] : [inRing(ring)]),
    ...(health === undefined ? [] : [inHealth(health)]),
  ];
}

/** What a search asks for, the longest first; a search that names no word at all finds what has the word ``, which none has. */
export function searched(q: string | undefined): string[] {
  if (q === undefined || q.trim() === '') return [];
  const words = wordsOf(q).toSorted((one, other) => other.length - one.length);
  return words.length === 0 ? [''] : words;
}

/** The marks of words that begin so, asked by range, never by LIKE (architecture.md, rule 2). */
export const beginsWith = (mark: RawBuilder<unknown>, beginning: string): RawBuilder<unknown> =>
  beginning === '' ? sql`false` : sql`${mark} >= ${`word:${beginning}`} and ${mark} < ${`word:${beginning}\u{10ffff}`}`;

const hasWord = (word: string): Match => hasMark(beginsWith(sql`m.mark`, word));
const inHealth = (health: Health): Match => hasMark(sql`m.mark = ${`health:${health}`}`);

/** The room alone names its organization (migration 0024). */
const hasMark = (is: RawBuilder<unknown>): Match => ({
  holds: sql`exists (select from room_marks m where m.room_id = r.id and m.organization_id = r.organization_id and ${is} offset 0)`,
  among: sql`intersect select m.room_id from room_marks m where m.organization_id = v.customer and ${is}`,
});

function inGroup({ id, seen }: OfArea): Match {
  const named = (customer: string) =>
    sql`select m.room_id from room_group_rooms m where m.organization_id = ${sql.ref(customer)} and m.group_id = ${id} and ${isSeen(seen, 'm.organization_id', 'm.room_id')}`;
  return { holds: sql`exists (${named('r.organization_id')} and m.room_id = r.id offset 0)`, among: sql`intersect ${named('v.customer')}` };
}

function inRing({ id, seen }: OfArea): Match {
  return {
    holds: isSeen(seen, 'r.organization_id', 'r.id'),
    among: sql`intersect select x.id from rooms x where x.organization_id = v.customer and x.ring = ${id} and ${isSeen(seen, 'x.organization_id', 'x.id')}`,
  };
}

const isSeen = (seen: Coverage, customer: string, room: string): RawBuilder<unknown> =>
  sql`(${sql.ref(customer)} = any (${[...seen.whole]}::text[]) or (${sql.ref(customer)}, ${sql.ref(room)}) in (${coveredByAtom(seen)}))`;
