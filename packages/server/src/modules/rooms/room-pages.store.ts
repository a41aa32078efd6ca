import type { OrganizationId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { KeptStatements } from '../../platform/postgres/kept-statements.ts';
import { type Coverage, coversRoom, heldByCustomer } from '../authorization/index.ts';
import { type RoomFilters, coveredRooms, matchesOf, placed } from './list-rooms.store.ts';
import { type Direction, type RoomKey, type Walk, boundsOf, walkOf } from './room-walks.store.ts';
import { type ListedRoom, type PlacedRoom, showRooms } from './rooms.store.ts';

type Sql = RawBuilder<unknown>;

/** No name of a room comes after it. */
const beyondNames = '\u{10ffff}'.repeat(300);
/**
 * How much is looked at before the next way is tried: rooms one by one, over all customers that are covered in part; so many times more
 * of them before all that is covered is read; marks that begin as a word of the search does.
 */
export type Bounds = { rooms: number; least: number; further: number; marks: number };
const usual: Bounds = { rooms: 1000, least: 16, further: 16, marks: 20_000 };

type Page = { coverage: Coverage; filters: RoomFilters; direction: Direction; after: RoomKey | undefined; limit: number };

/** First pages: they are what is asked for again. */
const kept = new KeptStatements<Coverage>();

/**
 * One page of the rooms covered, by name, customer and id.
 *
 * Customers covered whole give their first few by the index of the filter; the last that a page of these would need is the
 * threshold, and those who have more before it give the rest. Of customers covered in part the names up to the threshold are walked,
 * a bounded number, and each room asked for its atoms: the page is complete where no walk ended before the page did. Else they are
 * walked further, and after that all rooms of these customers that the atoms reach are read. Each of the three is a statement of its own,
 * because the first is nearly always enough, and to begin what is not needed takes longer than to go once more.
 *
 * @param after the last key of the page before; rooms that come or go in between neither repeat nor hide others
 */
export async function pageOfRooms(tx: TenantTx, page: Page, bounds: Bounds = usual): Promise<ListedRoom[]> {
  const { coverage, filters, after, direction, limit } = page;
  const isKept = after === undefined && filters.group === undefined && filters.ring === undefined;
  const asked = isKept ? JSON.stringify([filters, direction, limit, bounds]) : undefined;
  const read = (looked: number | 'all'): Promise<PlacedRoom[]> =>
    kept.rows(tx, coverage, asked === undefined ? undefined : `${looked} ${asked}`, () => statementOf(page, bounds, looked));
  for (const looked of [1, bounds.further, 'all'] as const) {
    const rows = await read(looked);
    if (rows[0]?.position !== incomplete) return rows;
  }
  throw new Error('all that is covered was read, and it is not all');
}

/** Of the one row that stands where a page would be incomplete. */
const incomplete = 0;

/** @param looked so many times the usual of each customer that is covered in part, or all of it */
function statementOf({ coverage, filters, direction, after, limit }: Page, bounds: Bounds, looked: number | 'all'): RawBuilder<PlacedRoom> {
  const order = sql.raw(direction === 'up' ? 'asc' : 'desc');
  const inOrder = sql`order by name ${order}, organization_id ${order}, id ${order}`;
  const notAfter = sql.raw(direction === 'up' ? '<=' : '>=');
  const walk = walkOf(filters, direction, after, bounds.marks);
  const [narrow, wide] = parted(coverage);
  const last = direction === 'up' ? beyondNames : '';
  const lastOf = (rows: string, many: Sql): Sql =>
    sql`materialized (select coalesce((select name from ${sql.ref(rows)} ${inOrder} offset ${many} - 1 limit 1), ${last}) as name)`;
  const placedFrom = (from: Sql): Sql => sql`select organization_id, id, row_number() over (${inOrder}) as position from ${from}`;

  const steps: Sql[] = [];
  const given: Sql[] = [];
  if (coverage.whole.length > 0) {
    steps.push(...wholeSteps(walk, coverage.whole, { limit, order, notAfter, lastOf }));
    given.push(sql`select organization_id, name, id from head`, sql`select organization_id, name, id from rest`);
  }
  const covered = (part: Coverage): Sql => sql`
    select v.customer as organization_id, p.name, p.id from (${coveredRooms(part, matchesOf(filters))} offset 0) as v cross join lateral (
      select r.name, r.id from rooms r where r.organization_id = v.customer and r.id = any (v.rooms) and ${placed(filters, 'r')} and ${boundsOf(direction, after)(sql`r.organization_id`, {})}
      order by r.name ${order}, r.id ${order} limit ${limit}) as p`;
  if (narrow.direct.length + narrow.checked.length > 0) given.push(covered(narrow));
  const customers = new Set([...wide.direct, ...wide.checked].map(({ customer }) => customer));
  if (customers.size > 0 && looked === 'all') given.push(covered(wide));
  if (given.length === 0) given.push(sql`select ''::text as organization_id, ''::text as name, ''::text as id where false`);
  steps.push(sql`given as materialized (select * from (${sql.join(given, sql` union all `)}) as g ${inOrder} limit ${limit})`);
  if (customers.size === 0 || looked === 'all') return showRooms(sql`with ${sql.join(steps)} ${placedFrom(sql`given`)}`);

  const many = Math.max(bounds.least, Math.ceil(bounds.rooms / customers.size)) * looked;
  steps.push(
    sql`until as ${lastOf('given', sql`${limit}::int`)}`,
    sql`walked as materialized (
      select e.customer as organization_id, n.name, n.id, n.nth, n.is_covered
      from (select c.*, e.* from (${heldByCustomer(wide)}) as c cross join lateral (${walk.facts(sql`c.customer`)}) as e) as e cross join lateral (
        select f.name, f.id, row_number() over (order by f.name ${order}, f.id ${order}) as nth, ${coversRoom('e', sql`e.customer`, sql`f.id`)} as is_covered
        from (${walk.rows(sql`e.customer`, { until: sql`(select name from until)` }, sql`${many}::int`)}) as f) as n)`,
    sql`ended as materialized (select name, organization_id, id from walked where nth = ${many} ${inOrder} limit 1)`,
    sql`found as materialized (
      select * from (select * from given union all select organization_id, name, id from walked where is_covered) as g
      where (name, organization_id, id) ${notAfter} (select name, organization_id, id from ended) or not exists (select from ended)
      ${inOrder} limit ${limit})`,
    sql`done as materialized (select not exists (select from ended) or (select count(*) from found) >= ${limit} as yes)`,
  );
  return showRooms(sql`
    with ${sql.join(steps)}
    select * from (${placedFrom(sql`found`)}) as page where (select yes from done)
    union all select null, null, ${sql.lit(incomplete)} where not (select yes from done)`);
}

type Pieces = { limit: number; order: Sql; notAfter: Sql; lastOf: (rows: string, many: Sql) => Sql };

/** Of customers covered whole: the first few of each, `head`, and what else of each comes before the threshold, `rest`. */
function wholeSteps(walk: Walk, whole: readonly OrganizationId[], { limit, order, notAfter, lastOf }: Pieces): Sql[] {
  const few = Math.min(limit, Math.ceil((2 * limit) / whole.length));
  const after = { name: sql.ref('e.name'), id: sql.ref('e.id') };
  return [
    sql`head as materialized (
      select c.customer as organization_id, e.*, n.name, n.id, n.nth from unnest(${[...whole]}::text[]) as c(customer)
      cross join lateral (${walk.facts(sql`c.customer`)}) as e cross join lateral (
        select f.name, f.id, row_number() over (order by f.name ${order}, f.id ${order}) as nth from (${walk.rows(sql`c.customer`, {}, sql`${few}::int`)}) as f) as n)`,
    sql`threshold as ${lastOf('head', sql`${limit}::int`)}`,
    sql`rest as materialized (
      select e.organization_id, n.name, n.id from head as e cross join lateral (
        ${walk.rows(sql`e.organization_id`, { after, until: sql`(select name from threshold)` }, sql`${limit}::int`)}) as n
      where e.nth = ${few} and ${few}::int < ${limit}::int and e.name ${notAfter} (select name from threshold))`,
  ];
}

/** Customers of which single rooms are covered, few enough to read them all, and those of which groups or rules are. */
function parted({ direct, checked, within }: Coverage): [narrow: Coverage, wide: Coverage] {
  const shared = new Set([...direct, ...checked].filter(({ atom }) => !atom.startsWith('room:')).map(({ customer }) => customer));
  const part = (isWide: boolean): Coverage => {
    const belongs = ({ customer }: { customer: OrganizationId }): boolean => shared.has(customer) === isWide;
    return { whole: [], direct: direct.filter(belongs), checked: checked.filter(belongs), within: within.filter(belongs) };
  };
  return [part(false), part(true)];
}
