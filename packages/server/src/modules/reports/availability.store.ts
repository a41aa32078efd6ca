import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Period } from './period.rules.ts';
import { type By, type CustomerName, type Named, type Scope, groupedBy, keysOf, scopeOf } from './scope.store.ts';

export type AvailabilityRow = {
  rooms: number;
  healthySeconds: number;
  warningSeconds: number;
  importantSeconds: number;
  unknownSeconds: number;
  availability: number | null;
  measuredSince: Date | null;
};

/**
 * `rooms_measured`: per room of the scope the seconds in each state within the period, from the spans that are over and the
 * present one, and since when anything was measured. A room that nobody measures has none.
 */
const measured = (scope: Scope, { from, until }: Period): RawBuilder<unknown> => sql`
  with ${scopeOf(scope)},
  spans as (
    select s.organization_id, s.room_id, s.health, s.from_at, s.until_at
    from scope c join room_health_spans s on s.organization_id = c.organization_id and s.room_id = c.room_id
    union all
    select h.organization_id, h.room_id, h.health, h.since, ${until}::timestamptz
    from scope c join room_health h on h.organization_id = c.organization_id and h.room_id = c.room_id where h.health <> 'not-monitored'),
  cut as (
    select organization_id, room_id, health, from_at,
      greatest(0, extract(epoch from least(until_at, ${until}::timestamptz) - greatest(from_at, ${from}::timestamptz)))::float8 as seconds
    from spans),
  rooms_measured as (
    select c.organization_id, c.room_id,
      coalesce(sum(t.seconds) filter (where t.health = 'healthy'), 0) as healthy,
      coalesce(sum(t.seconds) filter (where t.health = 'warning'), 0) as warning,
      coalesce(sum(t.seconds) filter (where t.health = 'important'), 0) as important,
      coalesce(sum(t.seconds) filter (where t.health = 'unknown'), 0) as unknown,
      min(t.from_at) as since
    from scope c left join cut t on t.organization_id = c.organization_id and t.room_id = c.room_id
    group by c.organization_id, c.room_id),
  figures as (`;
const figures = (by: By): RawBuilder<unknown> => sql`
  select ${keysOf[by]} count(*)::int as rooms, coalesce(sum(healthy), 0) as "healthySeconds", coalesce(sum(warning), 0) as "warningSeconds",
    coalesce(sum(important), 0) as "importantSeconds", coalesce(sum(unknown), 0) as "unknownSeconds",
    sum(healthy + warning) / nullif(sum(healthy + warning + important), 0) as availability, min(since) as "measuredSince"
  from rooms_measured ${groupedBy[by]})`;

export async function totalAvailability(tx: TenantTx, scope: Scope, period: Period): Promise<AvailabilityRow> {
  const { rows } = await sql<AvailabilityRow>`${measured(scope, period)} ${figures('everything')} select * from figures`.execute(tx);
  const [total] = rows;
  if (total === undefined) throw new Error('a sum over everything has no row');
  return total;
}

/** By name. */
export async function availabilityOfCustomers(tx: TenantTx, scope: Scope, period: Period): Promise<(AvailabilityRow & CustomerName)[]> {
  const { rows } = await sql<AvailabilityRow & CustomerName>`
    ${measured(scope, period)} ${figures('customer')}
    select f.*, o.id as customer, o.name as "customerName" from figures f join organizations o on o.id = f.organization_id order by o.name, o.id`.execute(
    tx,
  );
  return rows;
}

/** The least available first; rooms of which nothing is known come last. */
export async function availabilityOfRooms(tx: TenantTx, scope: Scope, period: Period, limit: number): Promise<Named<AvailabilityRow>[]> {
  const { rows } = await sql<Named<AvailabilityRow>>`
    ${measured(scope, period)} ${figures('room')},
    page as (select * from figures order by availability nulls last, "importantSeconds" desc, organization_id, room_id limit ${limit})
    select f.*, o.id as customer, o.name as "customerName", r.id as room, r.name as "roomName"
    from page f join organizations o on o.id = f.organization_id join rooms r on r.organization_id = f.organization_id and r.id = f.room_id
    order by f.availability nulls last, f."importantSeconds" desc, f.organization_id, f.room_id`.execute(tx);
  return rows;
}
