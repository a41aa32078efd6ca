import { sql } from 'kysely';
import type { FigureSource } from './figures.store.ts';

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
 * Per room of the scope the seconds in each state within the period, from the spans that are over and the present one, and since when
 * anything was measured. A room that nobody measures has none. The least available stand out; rooms of which nothing is known come last.
 */
export const availabilityFigures: FigureSource = {
  sourceOf: ({ from, until }) => sql`
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
    source as (
      select c.organization_id, c.room_id,
        coalesce(sum(t.seconds) filter (where t.health = 'healthy'), 0) as healthy,
        coalesce(sum(t.seconds) filter (where t.health = 'warning'), 0) as warning,
        coalesce(sum(t.seconds) filter (where t.health = 'important'), 0) as important,
        coalesce(sum(t.seconds) filter (where t.health = 'unknown'), 0) as unknown,
        min(t.from_at) as since
      from scope c left join cut t on t.organization_id = c.organization_id and t.room_id = c.room_id
      group by c.organization_id, c.room_id)`,
  figures: sql`
    count(*)::int as rooms, coalesce(sum(healthy), 0) as "healthySeconds", coalesce(sum(warning), 0) as "warningSeconds",
    coalesce(sum(important), 0) as "importantSeconds", coalesce(sum(unknown), 0) as "unknownSeconds",
    sum(healthy + warning) / nullif(sum(healthy + warning + important), 0) as availability, min(since) as "measuredSince"`,
  standOut: sql`availability nulls last, "importantSeconds" desc`,
};
