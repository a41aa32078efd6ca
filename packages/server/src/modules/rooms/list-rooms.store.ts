import type { Health } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';
import { type RoomRow, loadRooms } from './rooms.store.ts';
import { wordsOf } from './words.ts';

export type RoomFilters = { q?: string | undefined; country?: string | undefined; city?: string | undefined; site?: string | undefined; health?: Health | undefined };
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
export function pageOfRooms(tx: TenantTx, page: { coverage: Coverage; filters: RoomFilters; direction: Direction; after: RoomKey | undefined; limit: number }): Promise<RoomRow[]> {
  const { coverage, filters, direction, after, limit } = page;
  const order = sql.raw(direction === 'up' ? 'asc' : 'desc');
  const wanted = sql.join([...conditions(filters), ...beyond(after, direction)], sql` and `);
  return loadRooms(tx, sql`
    select organization_id, id, row_number() over (order by name ${order}, organization_id ${order}, id ${order}) as position
    from (
      select organization_id, id, name from (
        select w.organization_id, w.id, w.name from unnest(${[...coverage.whole]}::text[]) as c(id) cross join lateral (
          select r.organization_id, r.id, r.name from rooms r where r.organization_id = c.id and ${wanted}
          order by r.organization_id ${order}, r.name ${order}, r.id ${order} limit ${limit}) as w
        union all
        select r.organization_id, r.id, r.name
        from (${coveredByAtom(coverage)}) as t join rooms r on r.organization_id = t.organization_id and r.id = t.room_id
        where ${wanted}) as found
      order by name ${order}, organization_id ${order}, id ${order} limit ${limit}) as page`);
}

/** How many rooms the coverage and the filters leave. */
export async function countListedRooms(tx: TenantTx, coverage: Coverage, filters: RoomFilters): Promise<number> {
  const wanted = sql.join(conditions(filters), sql` and `);
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from rooms r where r.organization_id = any (${[...coverage.whole]}::text[]) and ${wanted})::int
      + (select count(*) from (${coveredByAtom(coverage)}) as t join rooms r on r.organization_id = t.organization_id and r.id = t.room_id where ${wanted})::int as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Every beginning of a word that `q` names must begin some word of the room; asked by range, never by LIKE (architecture.md, rule 2). */
function conditions({ q, country, city, site, health }: RoomFilters): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [sql`true`];
  if (country !== undefined) found.push(sql`r.country = ${country}`);
  if (city !== undefined) found.push(sql`r.city = ${city}`);
  if (site !== undefined) found.push(sql`r.site = ${site}`);
  if (health !== undefined) found.push(inHealth(health));
  if (q !== undefined && q.trim() !== '') {
    const words = wordsOf(q);
    if (words.length === 0) found.push(sql`false`);
    for (const word of words) {
      found.push(sql`exists (select from room_words w where w.organization_id = r.organization_id and w.room_id = r.id and w.word >= ${word} and w.word < ${`${word}\u{10ffff}`})`);
    }
  }
  return found;
}

/** A room without a row of health was never monitored. */
const inHealth = (health: Health): RawBuilder<unknown> =>
  health === 'not-monitored'
    ? sql`not exists (select from room_health h where h.organization_id = r.organization_id and h.room_id = r.id and h.health <> 'not-monitored')`
    : sql`exists (select from room_health h where h.organization_id = r.organization_id and h.room_id = r.id and h.health = ${health})`;

/** The name alone is compared first: that much the name index can use. */
function beyond(after: RoomKey | undefined, direction: Direction): RawBuilder<unknown>[] {
  if (after === undefined) return [];
  const key = sql`(${after[0]}::text, ${after[1]}::text, ${after[2]}::text)`;
  return direction === 'up'
    ? [sql`r.name >= ${after[0]}`, sql`(r.name, r.organization_id, r.id) > ${key}`]
    : [sql`r.name <= ${after[0]}`, sql`(r.name, r.organization_id, r.id) < ${key}`];
}
