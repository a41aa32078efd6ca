import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Source, type Sources, customersOf, sizeOf } from './incident-sources.rules.ts';
import { type IncidentFilters, type IncidentKey, type IncidentRow, conditionsOf, loadIncidents } from './list-incidents.store.ts';

export type Wanted = { filters: IncidentFilters; after: IncidentKey | undefined; limit: number };
type Sql = RawBuilder<unknown>;

/** More sources than these are walked newest first before each is asked: a source takes some microseconds, twice. */
const mostAsked = 3000;
/** How many of the newest a walk looks at. */
const walked = 5000;

/**
 * Up to `limit` incidents of the sources, newest first over all customers. The side table may name incidents that a source
 * no longer reaches: the caller asks `decide` about each.
 */
export async function pageOfIncidents(tx: TenantTx, sources: Sources, wanted: Wanted): Promise<IncidentRow[]> {
  const { filters, limit } = wanted;
  if (sizeOf(sources) === 0) return [];
  if (filters.room !== undefined || typeof filters.assigned === 'object') return loadIncidents(tx, pageOfCustomers(sources, wanted));
  if (sizeOf(sources) > mostAsked) {
    const found = await loadIncidents(tx, pageByWalk(sources, wanted));
    if (found.length >= limit) return found;
  }
  return loadIncidents(tx, pageBySource(sources, wanted));
}

/**
 * The measured way: each source gives its newest few; the oldest that a page of these would need is the threshold; then
 * each gives whatever is not older than that, once. With fewer candidates than a page there is no threshold, and each
 * source gives a whole page: right in any case, and seldom needed. Sources that the delegated scope cuts are left out of
 * the first step: they may have to look at many before one counts.
 */
function pageBySource(sources: Sources, { filters, after, limit }: Wanted): Sql {
  const uncut: Sources = { ...sources, rooms: sources.rooms.filter(isUncut), shared: sources.shared.filter(isUncut) };
  const few = Math.max(1, Math.ceil((2 * limit) / sizeOf(uncut)));
  // without `coalesce` in the comparison itself: row security would keep it from the index
  const threshold =
    sizeOf(uncut) === 0
      ? sql`select '-infinity'::timestamptz as at`
      : sql`select coalesce((
          select opened_at from (select distinct opened_at, organization_id, id from (${newest(uncut, filters, after, sql``, few)}) as head) as candidates
          order by opened_at desc, organization_id desc, id desc offset ${limit - 1} limit 1), '-infinity') as at`;
  return sql`
    with threshold as materialized (${threshold})
    select distinct opened_at, organization_id, id from (${newest(sources, filters, after, sql`and opened_at >= (select at from threshold)`, limit)}) as found
    order by opened_at desc, organization_id desc, id desc limit ${limit}`;
}

const isUncut = ({ beside }: Source): boolean => beside === null;

/**
 * `(opened_at, organization_id, id)`: the newest of each source, at most `many`. Each is one scan of the index that is in this
 * order. Rooms and atoms have ids that are unique everywhere, so they name their organization; named twice, it misleads the planner.
 */
function newest({ whole, rooms, shared }: Sources, filters: IncidentFilters, after: IncidentKey | undefined, bound: Sql, many: number): Sql {
  const incidents = (of: Sql): Sql => sql`
    select i.opened_at, i.organization_id, i.id, i.room_id from incidents i
    where ${of} ${conditionsOf(filters)} ${beyond(after, sql`i.opened_at`, sql`i.organization_id`, sql`i.id`)} ${bound} order by i.opened_at desc, i.id desc`;
  const inRoom = incidents(sql`i.room_id = c.key`);
  const inScope = sql`
    select s.opened_at, s.organization_id, s.incident_id as id from incident_scope s
    where s.atom = c.key ${scopeConditions(filters)} ${beyond(after, sql`s.opened_at`, sql`s.organization_id`, sql`s.incident_id`)} ${bound}
    order by s.opened_at desc, s.incident_id desc`;
  const keys = sql`n.opened_at, n.organization_id, n.id`;
  const atIncident = (holds: Sql): Sql =>
    sql`exists (select from incidents i where i.organization_id = n.organization_id and i.id = n.id and ${holds})`;
  const cut = (sources: readonly Source[]): Source[] => sources.filter((source) => !isUncut(source));
  // `offset 0`: what is not in the index is looked at in its order, row by row until there are enough
  const each: [from: Sql, are: boolean][] = [
    [
      sql`unnest(${[...whole]}::text[]) as c(customer) cross join lateral (${incidents(sql`i.organization_id = c.customer`)} limit ${many}) n`,
      whole.length > 0,
    ],
    [sql`${rowsOf(rooms.filter(isUncut))} cross join lateral (${inRoom} limit ${many}) n`, rooms.some(isUncut)],
    [
      sql`${rowsOf(cut(rooms))} cross join lateral (select * from (${inRoom} offset 0) n where ${alsoWithin(sql`n.room_id`)} limit ${many}) n`,
      !rooms.every(isUncut),
    ],
    [
      filters.assigned === 'nobody'
        ? sql`${rowsOf(shared.filter(isUncut))} cross join lateral (select * from (${inScope} offset 0) n where ${atIncident(sql`i.assignee_id is null`)} limit ${many}) n`
        : sql`${rowsOf(shared.filter(isUncut))} cross join lateral (${inScope} limit ${many}) n`,
      shared.some(isUncut),
    ],
    [
      sql`${rowsOf(cut(shared))} cross join lateral (
        select * from (${inScope} offset 0) n where ${atIncident(sql`${alsoWithin(sql`i.room_id`)} ${filters.assigned === 'nobody' ? sql`and i.assignee_id is null` : sql``}`)}
        limit ${many}) n`,
      !shared.every(isUncut),
    ],
  ];
  return sql.join(
    each.filter(([, are]) => are).map(([from]) => sql`select ${keys} from ${from}`),
    sql` union all `,
  );
}

/**
 * The newest of all incidents of the customers concerned, those of the sources picked out: for reach made of very many small
 * pieces. Each customer gives as many; where one of them has more, only what is newer than its last is complete.
 */
function pageByWalk(sources: Sources, { filters, after, limit }: Wanted): Sql {
  const customers = customersOf(sources);
  const each = Math.ceil(walked / customers.length);
  return sql`
    with reached(customer, room) as materialized (
      select c.customer, c.key from ${rowsOf(sources.rooms)} where ${alsoWithin(sql`c.key`)}
      union
      select c.customer, t.room_id from ${rowsOf(sources.shared)} join room_atoms t on t.organization_id = c.customer and t.atom = c.key where ${alsoWithin(sql`t.room_id`)}),
    head as materialized (
      select n.* from unnest(${customers}::text[]) as w(customer) cross join lateral (
        select i.organization_id, i.id, i.opened_at, i.room_id from incidents i
        where i.organization_id = w.customer ${conditionsOf(filters)} ${beyond(after, sql`i.opened_at`, sql`i.organization_id`, sql`i.id`)}
        order by i.opened_at desc, i.id desc limit ${each}) n),
    horizon as materialized (
      select coalesce(max(oldest), '-infinity') as at from (select min(opened_at) as oldest from head group by organization_id having count(*) = ${each}) as ends)
    select h.opened_at, h.organization_id, h.id from head h
    where h.opened_at > (select at from horizon)
      and (h.organization_id = any (${[...sources.whole]}::text[]) or (h.organization_id, h.room_id) in (select customer, room from reached))
    order by h.opened_at desc, h.organization_id desc, h.id desc limit ${limit}`;
}

/** By filters that leave few in any reach, one room or one assignee: of each customer concerned; `decide` drops the rest. */
function pageOfCustomers(sources: Sources, { filters, after, limit }: Wanted): Sql {
  return sql`
    select n.* from unnest(${customersOf(sources)}::text[]) as w(customer) cross join lateral (
      select i.opened_at, i.organization_id, i.id from incidents i
      where i.organization_id = w.customer ${conditionsOf(filters)} ${beyond(after, sql`i.opened_at`, sql`i.organization_id`, sql`i.id`)}
      order by i.opened_at desc, i.id desc limit ${limit}) n
    order by n.opened_at desc, n.organization_id desc, n.id desc limit ${limit}`;
}

/** As `c(customer, key, beside)`. */
const rowsOf = (sources: readonly Source[]): Sql =>
  sql`unnest(${sources.map(({ customer }) => customer)}::text[], ${sources.map(({ key }) => key)}::text[], ${sources.map(({ beside }) => beside)}::text[]) as c(customer, key, beside)`;

/** Of a source `c` that the delegated scope cuts: the room has an atom of it too (D23). */
const alsoWithin = (room: Sql): Sql => sql`(c.beside is null or exists (
  select from room_atoms b where b.organization_id = c.customer and b.room_id = ${room} and b.atom = any (string_to_array(c.beside, ' '))))`;

/** The same filters as `conditionsOf`, of the side table. */
const scopeConditions = ({ severity, state, open }: IncidentFilters): Sql =>
  sql.join(
    [
      severity === undefined ? sql`` : sql`and s.severity = ${sql.lit(severity)}`,
      state === undefined ? sql`` : sql`and s.state = ${sql.lit(state)} ${state === 'closed' ? sql`` : sql`and s.state <> 'closed'`}`,
      open === undefined ? sql`` : open ? sql`and s.state <> 'closed'` : sql`and s.state = 'closed'`,
    ],
    sql` `,
  );

const beyond = (after: IncidentKey | undefined, at: Sql, customer: Sql, id: Sql): Sql =>
  after === undefined
    ? sql``
    : sql`and ${at} <= ${after.openedExactly}::timestamptz
        and (${at}, ${customer}, ${id}) < (${after.openedExactly}::timestamptz, ${after.customer}::text, ${after.id}::text)`;
