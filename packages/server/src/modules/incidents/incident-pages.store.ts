import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { KeptStatements } from '../../platform/postgres/kept-statements.ts';
import { coversRoom, heldByCustomer } from '../authorization/index.ts';
import { type Source, type Sources, customersOf, sizeOf } from './incident-sources.rules.ts';
import { type IncidentFilters, type IncidentKey, type IncidentRow, conditionsOf, showIncidents, showNamed, takenOf } from './list-incidents.store.ts';

export type Wanted = { filters: IncidentFilters; after: IncidentKey | undefined; limit: number };
type Sql = RawBuilder<unknown>;

/** More sources than these are walked newest first before each is asked: a source takes some microseconds, twice. */
const mostAsked = 3000;
/** How many of the newest a walk looks at. */
const walked = 5000;

/** So many incidents of customers covered in part are looked at before another way is tried, and so many at least of each. */
export type Bounds = { incidents: number; least: number };
const usual: Bounds = { incidents: 500, least: 16 };

/** First pages: they are what is asked for again. */
const kept = new KeptStatements<Sources>();

/**
 * Up to `limit` incidents of the sources, newest first over all customers. The side table may name incidents that a source
 * no longer reaches: the caller asks `decide` about each.
 */
export async function pageOfIncidents(tx: TenantTx, sources: Sources, wanted: Wanted, bounds: Bounds = usual): Promise<IncidentRow[]> {
  const { filters, limit } = wanted;
  if (sizeOf(sources) === 0) return [];
  const asked = JSON.stringify([wanted, bounds]);
  const load = (way: string, page: () => RawBuilder<IncidentRow>): Promise<IncidentRow[]> =>
    kept.rows(tx, sources, wanted.after === undefined ? `${way} ${asked}` : undefined, page);
  if (filters.room !== undefined || typeof filters.assigned === 'object') return load('customers', () => showNamed(pageOfCustomers(sources, wanted)));
  const { partly } = sources;
  if (sources.whole.length > 0 && partly.length <= sources.whole.length) {
    const most = Math.max(bounds.least, Math.ceil(bounds.incidents / (partly.length + 1)));
    const found = await load('by customer', () => showIncidents(pageByCustomer(sources, wanted, most)));
    if (found.length > 0 || partly.length === 0) return found;
  }
  if (sizeOf(sources) > mostAsked) {
    const found = await load('by walk', () => showNamed(pageByWalk(sources, wanted)));
    if (found.length >= limit) return found;
  }
  return load('by source', () => showNamed(pageBySource(sources, wanted)));
}

/**
 * Where at least half of the customers are covered whole: their newest few, and of these the threshold; then of each that may have more before it
 * the rest, and of each that is covered in part what is as new, its rooms asked for their atoms.
 *
 * @param most of each that is covered in part; nothing is found where one of them has as many
 */
function pageByCustomer({ whole, parts }: Sources, { filters, after, limit }: Wanted, most: number): Sql {
  const few = Math.max(leastGiven, Math.ceil((2 * limit) / whole.length));
  const order = sql`order by opened_at desc, organization_id desc, id desc`;
  const since = sql`and i.opened_at >= (select at from threshold)`;
  const of = (customer: Sql, bound: Sql, many: number): Sql => sql`
    select ${takenOf('i')} from incidents i
    where i.organization_id = ${customer} ${conditionsOf(filters)} ${beyond(after, sql`i.opened_at`, sql`i.organization_id`, sql`i.id`)} ${bound}
    order by i.opened_at desc, i.id desc limit ${many}`;
  const isWhole = parts.direct.length + parts.checked.length === 0;
  const part = sql`, part as materialized (
      select e.direct, e.checked, e.beside, n.* from (${heldByCustomer(parts)}) as e cross join lateral (${of(sql`e.customer`, since, most)}) n)`;
  const fromParts = sql`union all select ${takenOf('e')} from part as e where ${coversRoom('e', sql`e.organization_id`, sql`e.room_id`)}`;
  const isEnough = sql`where not exists (select from part group by organization_id having count(*) = ${most})`;
  return sql`
    with head as materialized (
      select n.* from unnest(string_to_array(${whole.join(' ')}, ' ')) as c(customer) cross join lateral (${of(sql`c.customer`, sql``, few)}) n),
    threshold as materialized (select coalesce((select opened_at from head ${order} offset ${limit - 1} limit 1), '-infinity') as at),
    more as (
      select organization_id, min(opened_at) as last_at, array_agg(id) as given from head group by organization_id
      having count(*) = ${few} and min(opened_at) >= (select at from threshold))
    ${isWhole ? sql`` : part}
    select * from (
      select ${takenOf('h')} from head as h where h.opened_at >= (select at from threshold)
      union all select n.* from more as c cross join lateral (
        ${of(sql`c.organization_id`, sql`${since} and i.opened_at <= c.last_at and i.id <> all (c.given)`, limit)}) n
      ${isWhole ? sql`` : fromParts}) as found ${isWhole ? sql`` : isEnough}
    ${order} limit ${limit}`;
}

/**
 * The measured way: each source gives its newest few; the oldest that a page of these would need is the threshold; then each
 * that may have more before it goes on from its last. With fewer candidates than a page there is no threshold, and each of these gives
 * a whole page: right in any case, and seldom needed. Sources that the delegated scope cuts are left out of the first step: they may
 * have to look at many before one counts.
 */
function pageBySource(sources: Sources, wanted: Wanted): Sql {
  const { limit } = wanted;
  const given = kindsOf(sources);
  const uncut = given.filter(({ kind }) => !isCut(kind));
  const key = sql`opened_at, organization_id, id`;
  const order = sql`order by opened_at desc, organization_id desc, id desc`;
  // sources that share incidents
  const once = sources.shared.length > 0 ? sql`distinct` : sql``;
  const since = sql`and opened_at >= (select at from threshold)`;
  const steps: Sql[] = [];
  const each: Sql[] = [];
  if (uncut.length === 0) steps.push(sql`threshold as materialized (select '-infinity'::timestamptz as at)`);
  else {
    const size = uncut.reduce((sum, { many }) => sum + many, 0);
    const fewOf = (kind: Kind): number => Math.max(kind === 'rooms' ? 1 : leastGiven, Math.ceil((2 * limit) / size));
    steps.push(
      sql`head as materialized (${union(uncut.map(({ kind, from }) => newest(kind, from, { ...wanted, limit: fewOf(kind) }, sql``)))})`,
      // without `coalesce` in the comparison itself: row security would keep it from the index
      sql`threshold as materialized (select coalesce((
        select opened_at from (select ${once} ${key} from head) as candidates ${order} offset ${limit - 1} limit 1), '-infinity') as at)`,
    );
    each.push(sql`select ${key} from head where true ${since}`);
    for (const { kind } of uncut) {
      const few = fewOf(kind);
      const from = sql`(select key, min(opened_at) as last_at from head where kind = ${sql.lit(kind)} ${since} group by key having count(*) = ${few}) as c`;
      // those of its last moment come once more
      const rest = newest(kind, from, { ...wanted, limit: limit + few }, sql`${since} and opened_at <= c.last_at`);
      each.push(sql`select ${key} from (${rest}) as rest`);
    }
  }
  for (const { kind, from } of given.filter((one) => isCut(one.kind)))
    each.push(sql`select ${key} from (${newest(kind, from, wanted, since)}) as cut`);
  return sql`with ${sql.join(steps)} select distinct ${key} from (${union(each)}) as found ${order} limit ${limit}`;
}

/** So many at least of what many incidents may come from: they lie beside each other, and the threshold is the nearer. */
const leastGiven = 3;

type Kind = 'whole' | 'rooms' | 'shared' | 'cut rooms' | 'cut shared';
const isCut = (kind: Kind): boolean => kind.startsWith('cut');
/** The kinds of which there are sources, each as rows `c(key)`, of those that are cut as `c(customer, key, beside)`. */
function kindsOf({ whole, rooms, shared }: Sources): { kind: Kind; many: number; from: Sql }[] {
  const keys = (all: readonly string[]): Sql => sql`unnest(string_to_array(${all.join(' ')}, ' ')) as c(key)`; // ids and atoms hold no blanks
  const uncut = (kind: Kind, all: readonly string[]) => ({ kind, many: all.length, from: keys(all) });
  const cut = (kind: Kind, all: readonly Source[]) => ({ kind, many: all.length, from: rowsOf(all) });
  const isCutSource = ({ beside }: Source): boolean => beside !== null;
  const keysOf = (all: readonly Source[]): string[] => all.filter((source) => !isCutSource(source)).map(({ key }) => key);
  return [
    uncut('whole', whole),
    uncut('rooms', keysOf(rooms)),
    uncut('shared', keysOf(shared)),
    cut('cut rooms', rooms.filter(isCutSource)),
    cut('cut shared', shared.filter(isCutSource)),
  ].filter(({ many }) => many > 0);
}
const union = (parts: readonly Sql[]): Sql => sql.join(parts, sql` union all `);

/**
 * The newest of each source `c` of one kind, at most `limit`, each beside its source: one scan of the index that is in this
 * order. Rooms and atoms have ids that are unique everywhere, so they name their organization; named twice, it misleads the planner.
 */
function newest(kind: Kind, from: Sql, { filters, after, limit }: Wanted, bound: Sql): Sql {
  const incidents = (of: Sql): Sql => sql`
    select i.opened_at, i.organization_id, i.id, i.room_id from incidents i
    where ${of} ${conditionsOf(filters)} ${beyond(after, sql`i.opened_at`, sql`i.organization_id`, sql`i.id`)} ${bound} order by i.opened_at desc, i.id desc`;
  const inScope = sql`
    select * from (select s.opened_at, s.organization_id, s.incident_id as id, s.atom, s.state, s.severity from incident_scope s) s
    where s.atom = c.key ${scopeConditions(filters)} ${beyond(after, sql`s.opened_at`, sql`s.organization_id`, sql`s.id`)} ${bound}
    order by s.opened_at desc, s.id desc`;
  // `offset 0`: what is not in the index is looked at in its order, row by row until there are enough
  const checked = (rows: Sql, holds: Sql): Sql => sql`select * from (${rows} offset 0) n where ${holds}`;
  const unassigned = filters.assigned === 'nobody' ? sql`and i.assignee_id is null` : sql``;
  const ofIncident = (holds: Sql): Sql => sql`exists (
    select from incidents i where i.organization_id = n.organization_id and i.id = n.id ${holds} ${unassigned} offset 0)`;
  const rows: Record<Kind, Sql> = {
    whole: incidents(sql`i.organization_id = c.key`),
    rooms: incidents(sql`i.room_id = c.key`),
    shared: filters.assigned === 'nobody' ? checked(inScope, ofIncident(sql``)) : inScope,
    'cut rooms': checked(incidents(sql`i.room_id = c.key`), alsoWithin(sql`n.room_id`)),
    'cut shared': checked(inScope, ofIncident(sql`and ${alsoWithin(sql`i.room_id`)}`)),
  };
  return sql`
    select n.opened_at, n.organization_id, n.id, ${sql.lit(kind)} as kind, c.key from ${from} cross join lateral (${rows[kind]} limit ${limit}) n`;
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
const alsoWithin = (room: Sql): Sql => sql`(c.beside is null or string_to_array(c.beside, ' ') && array(
  select b.atom from room_atoms b where b.organization_id = c.customer and b.room_id = ${room}))`;

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
