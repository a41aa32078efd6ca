import { type RawBuilder, sql } from 'kysely';
import { type RoomFilters, beginsWith, matchesOf, placed, searched } from './list-rooms.store.ts';

type Sql = RawBuilder<unknown>;
export type RoomKey = readonly [name: string, customer: string, id: string];
export type Direction = 'up' | 'down';
/** Within which names a walk stays: after a room `(name, id)` of the same customer, and not beyond a name. */
export type Within = { after?: { name: Sql; id: Sql }; until?: Sql };
/**
 * `facts` is what is to be known of a customer before it is walked, as a row that stands as `e` where `rows` is read: the first rooms
 * `(name, id)` of one customer that fit the filters, in order.
 */
export type Walk = { facts: (customer: Sql) => Sql; rows: (customer: Sql, within: Within, limit: Sql) => Sql };
type Ways = { filters: RoomFilters; staysIn: ReturnType<typeof boundsOf>; ordered: (limit: Sql) => Sql; order: Sql };

/** Where so few rooms of the names in question have a health, they are walked and asked for the word. */
const few = 32;

/**
 * @param after the last room of the page before, of whatever customer
 * @param manyMarks where so many marks of a customer begin with one beginning of a word, it is found soon by walking the names
 */
export function walkOf(filters: RoomFilters, direction: Direction, after: RoomKey | undefined, manyMarks: number): Walk {
  const order = sql.raw(direction === 'up' ? 'asc' : 'desc');
  const ordered = (limit: Sql): Sql => sql`order by r.name ${order}, r.id ${order} limit ${limit}`;
  const ways: Ways = { filters, order, ordered, staysIn: boundsOf(direction, after) };
  const [word] = searched(filters.q);
  const { health, city, site, ring } = filters;
  if (word !== undefined) return byWord(ways, word, manyMarks);
  return health !== undefined && [city, site, ring].every((place) => place === undefined) ? byHealth(ways, health) : byName(ways);
}

const noFacts = (): Sql => sql`select true as known`;

/** Which index of names is taken, with a place or a ring or without, PostgreSQL sees for itself. */
function byName({ filters, staysIn, ordered }: Ways): Walk {
  const wanted = sql.join([placed(filters, 'r'), ...hanging(filters)], sql` and `);
  const rows: Walk['rows'] = (customer, within, limit) => sql`
    select r.name, r.id from rooms r where r.organization_id = ${customer} and ${staysIn(customer, within)} and ${wanted} ${ordered(limit)}`;
  return { facts: noFacts, rows };
}

function byHealth(ways: Ways, health: string): Walk {
  const others = { ...ways.filters, health: undefined };
  const rows: Walk['rows'] = (customer, within, limit) => sql`
    select r.name, r.id from ${marked(others, sql`r.organization_id = ${customer} and r.mark = ${`health:${health}`}`)}
      and ${ways.staysIn(customer, within)} ${ways.ordered(limit)}`;
  return { facts: noFacts, rows };
}

/**
 * A beginning that one word of the customer has is a walk along its mark. Of several words all marks are read, unless they are so
 * many that most names have one. Where health is asked as well and few of the names from the word's first to its last have it, the
 * walk is along that: a word of the names themselves leaves few of them.
 */
function byWord(ways: Ways, beginning: string, manyMarks: number): Walk {
  const { filters, staysIn, ordered, order } = ways;
  const [, ...otherWords] = searched(filters.q);
  const others = { ...filters, q: otherWords.join(' ') };
  const begins = beginsWith(sql`r.mark`, beginning);
  const isHealthy = sql`r.mark = ${`health:${filters.health}`} and r.name >= e.lowest and r.name <= e.highest`;
  const along = filters.health === undefined ? sql`false` : sql`e.one and e.healthy < ${few}`;
  const facts = (customer: Sql): Sql => {
    const of = sql`r.organization_id = ${customer}`;
    const end = (name: Sql, which: Sql): Sql =>
      sql`(select r.mark, r.name as ${name} from room_marks r where ${of} and ${begins} order by r.mark ${which}, r.name ${which} limit 1)`;
    const counted = (marks: Sql, most: number): Sql =>
      sql`(select count(*) from (select from room_marks r where ${of} and ${marks} limit ${most}) as p)`;
    return sql`
      select e.*, ${filters.health === undefined ? sql`0` : sql`case when e.one then ${counted(isHealthy, few)} end`} as healthy,
        case when e.one then false else ${counted(begins, manyMarks)} = ${manyMarks} end as many
      from (
        select f.mark as mark, f.mark = l.mark as one, f.lowest, l.highest
        from ${end(sql`lowest`, sql`asc`)} as f cross join ${end(sql`highest`, sql`desc`)} as l offset 0) as e offset 0`;
  };
  const rows: Walk['rows'] = (customer, within, limit) => {
    const of = sql`r.organization_id = ${customer}`;
    const end = sql`and ${staysIn(customer, within)} ${ordered(limit)}`;
    const alongHealth = sql`
        (select r.name, r.id from ${marked({ ...filters, health: undefined }, sql`${of} and ${isHealthy}`)} and ${along} ${end})
        union all`;
    return sql`
      select f.name, f.id from (
        ${filters.health === undefined ? sql`` : alongHealth}
        (select r.name, r.id from ${marked(others, sql`${of} and r.mark = e.mark`)} and e.one and not (${along}) ${end})
        union all
        (select distinct r.name, r.id from ${marked(others, sql`${of} and ${begins}`)} and not e.one and not e.many ${end})
        union all
        (select n.name, n.id from (${byName(ways).rows(customer, within, limit)}) as n where e.many)) as f
      order by f.name ${order}, f.id ${order} limit ${limit}`;
  };
  return { facts, rows };
}

const hanging = (filters: RoomFilters): Sql[] => matchesOf(filters).map(({ holds }) => holds);

/** Rooms `r(organization_id, name, id)` that have a mark; what else is asked of them is asked room by room. */
function marked(asked: RoomFilters, marks: Sql): Sql {
  const { country, city, site, ring } = asked;
  const isPlaced = sql`exists (select from rooms p where p.organization_id = r.organization_id and p.id = r.id and ${placed(asked, 'p')} offset 0)`;
  const place = [country, city, site, ring].some((one) => one !== undefined) ? [isPlaced] : [];
  return sql`
    (select m.organization_id, m.name, m.room_id as id, m.mark from room_marks m) as r
    where ${sql.join([marks, ...place, ...hanging(asked)], sql` and `)}`;
}

/** The name alone is compared first: that much an index can use. */
export function boundsOf(direction: Direction, from: RoomKey | undefined): (customer: Sql, within: Within) => Sql {
  const [least, more, most] = direction === 'up' ? [sql`>=`, sql`>`, sql`<=`] : [sql`<=`, sql`<`, sql`>=`];
  return (customer, { after, until }) =>
    sql.join(
      [
        sql`true`,
        ...(after === undefined ? [] : [sql`r.name ${least} ${after.name} and (r.name, r.id) ${more} (${after.name}, ${after.id})`]),
        ...(after !== undefined || from === undefined
          ? []
          : [sql`r.name ${least} ${from[0]} and (r.name, ${customer}, r.id) ${more} (${from[0]}::text, ${from[1]}::text, ${from[2]}::text)`]),
        ...(until === undefined ? [] : [sql`r.name ${most} ${until}`]),
      ],
      sql` and `,
    );
}
