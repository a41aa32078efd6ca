import type { Health } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom, roomsByCustomer } from '../authorization/index.ts';
import { type RoomRow, loadRooms } from './rooms.store.ts';
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
export type RoomKey = readonly [name: string, customer: string, id: string];
export type Direction = 'up' | 'down';

/**
 * One page of the rooms covered, by name, customer and id.
 *
 * Customers covered whole walk their own name index up to the page's size each; the rest comes from the atoms. Either way
 * no room outside the coverage is read.
 *
 * @param after the last key of the page before; rows that come or go in between neither repeat nor hide others
 */
export function pageOfRooms(
  tx: TenantTx,
  page: { coverage: Coverage; filters: RoomFilters; direction: Direction; after: RoomKey | undefined; limit: number },
): Promise<RoomRow[]> {
  const { coverage, filters, direction, after, limit } = page;
  const order = sql.raw(direction === 'up' ? 'asc' : 'desc');
  const placed = [...inPlace(filters), ...beyond(after, direction)];
  const wanted = sql.join([...placed, ...matches(filters).map(({ holds }) => holds)], sql` and `);
  return loadRooms(
    tx,
    sql`
    with ${covered(coverage, filters)}
    select organization_id, id, row_number() over (order by name ${order}, organization_id ${order}, id ${order}) as position
    from (
      select organization_id, id, name from (
        select w.organization_id, w.id, w.name from unnest(${[...coverage.whole]}::text[]) as c(id) cross join lateral (
          select r.organization_id, r.id, r.name from rooms r where r.organization_id = c.id and ${wanted}
          order by r.organization_id ${order}, r.name ${order}, r.id ${order} limit ${limit}) as w
        union all
        select p.organization_id, p.id, p.name from covered as v cross join lateral (
          select r.organization_id, r.id, r.name from rooms r where r.organization_id = v.customer and r.id = any (v.rooms) and ${sql.join(placed, sql` and `)}
          order by r.name ${order}, r.id ${order} limit ${limit}) as p) as found
      order by name ${order}, organization_id ${order}, id ${order} limit ${limit}) as page`,
  );
}

/** How many rooms the coverage and the filters leave. */
export async function countListedRooms(tx: TenantTx, coverage: Coverage, filters: RoomFilters): Promise<number> {
  const placed = inPlace(filters);
  const wanted = sql.join([...placed, ...matches(filters).map(({ holds }) => holds)], sql` and `);
  const { rows } = await sql<{ count: number }>`
    with ${covered(coverage, filters)}
    select coalesce(sum(counted.n), 0)::int as count from (
      select count(*) as n from rooms r where r.organization_id = any (${[...coverage.whole]}::text[]) and ${wanted}
      union all
      select p.n from covered as v cross join lateral (
        select count(*) as n from rooms r where r.organization_id = v.customer and r.id = any (v.rooms) and ${sql.join(placed, sql` and `)}) as p) as counted`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** The rooms covered by atoms, less those that search and health leave out: sets are intersected, not rooms probed one by one. */
function covered(coverage: Coverage, filters: RoomFilters): RawBuilder<unknown> {
  const narrowing = matches(filters).map(({ among }) => among);
  if (narrowing.length === 0) return sql`covered as materialized (${roomsByCustomer(coverage)})`;
  return sql`reached as materialized (${roomsByCustomer(coverage)}),
    covered as materialized (select v.customer, array(select unnest(v.rooms) ${sql.join(narrowing, sql` `)}) as rooms from reached as v)`;
}

function inPlace({ country, city, site }: RoomFilters): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [sql`true`];
  if (country !== undefined) found.push(sql`r.country = ${country}`);
  if (city !== undefined) found.push(sql`r.city = ${city}`);
  if (site !== undefined) found.push(sql`r.site = ${site}`);
  return found;
}

/** A condition on what hangs on a room: as it holds for one room `r`, and as a step from the rooms of `v.customer` to those it holds for. */
type Match = { holds: RawBuilder<unknown>; among: RawBuilder<unknown> };

function matches({ q, health, group, ring }: RoomFilters): Match[] {
  return [
    ...(q === undefined || q.trim() === '' ? [] : wordsIn(q)),
    ...(group === undefined ? [] : [inGroup(group)]),
    ...(ring === undefined ? [] : [inRing(ring)]),
    ...(health === undefined ? [] : [inHealth(health)]), // the last: its `except` would take a later `intersect` with it
  ];
}

/** Every beginning of a word that `q` names must begin some word of the room; asked by range, never by LIKE (architecture.md, rule 2). */
function wordsIn(q: string): Match[] {
  const words = wordsOf(q);
  if (words.length === 0) return [{ holds: sql`false`, among: sql`intersect select null where false` }];
  return words.map((word) => {
    const begins = sql`w.word >= ${word} and w.word < ${`${word}\u{10ffff}`}`;
    return {
      holds: sql`exists (select from room_words w where w.organization_id = r.organization_id and w.room_id = r.id and ${begins})`,
      among: sql`intersect select w.room_id from room_words w where w.organization_id = v.customer and ${begins}`,
    };
  });
}

function inGroup({ id, seen }: OfArea): Match {
  const named = (customer: string) =>
    sql`select m.room_id from room_group_rooms m where m.organization_id = ${sql.ref(customer)} and m.group_id = ${id} and ${isSeen(seen, 'm.organization_id', 'm.room_id')}`;
  return { holds: sql`r.id in (${named('r.organization_id')} and m.room_id = r.id)`, among: sql`intersect ${named('v.customer')}` };
}

function inRing({ id, seen }: OfArea): Match {
  return {
    holds: sql`r.ring = ${id} and ${isSeen(seen, 'r.organization_id', 'r.id')}`,
    among: sql`intersect select x.id from rooms x where x.organization_id = v.customer and x.ring = ${id} and ${isSeen(seen, 'x.organization_id', 'x.id')}`,
  };
}

const isSeen = (seen: Coverage, customer: string, room: string): RawBuilder<unknown> =>
  sql`(${sql.ref(customer)} = any (${[...seen.whole]}::text[]) or (${sql.ref(customer)}, ${sql.ref(room)}) in (${coveredByAtom(seen)}))`;

/** A room without a row of health was never monitored. */
function inHealth(health: Health): Match {
  const [present, is, step] = health === 'not-monitored' ? [sql`not exists`, sql`<>`, sql`except`] : [sql`exists`, sql`=`, sql`intersect`];
  return {
    holds: sql`${present} (select from room_health h where h.organization_id = r.organization_id and h.room_id = r.id and h.health ${is} ${health})`,
    among: sql`${step} select h.room_id from room_health h where h.organization_id = v.customer and h.health ${is} ${health}`,
  };
}

/** The name alone is compared first: that much the name index can use. */
function beyond(after: RoomKey | undefined, direction: Direction): RawBuilder<unknown>[] {
  if (after === undefined) return [];
  const key = sql`(${after[0]}::text, ${after[1]}::text, ${after[2]}::text)`;
  return direction === 'up'
    ? [sql`r.name >= ${after[0]}`, sql`(r.name, r.organization_id, r.id) > ${key}`]
    : [sql`r.name <= ${after[0]}`, sql`(r.name, r.organization_id, r.id) < ${key}`];
}
