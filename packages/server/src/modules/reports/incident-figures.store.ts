import { sql } from 'kysely';
import type { FigureSource } from './figures.store.ts';

export type IncidentFigureRow = {
  rooms: number;
  opened: number;
  openedImportant: number;
  openedWarning: number;
  resolved: number;
  open: number;
  medianSecondsToResolve: number | null;
  meanSecondsToResolve: number | null;
};

/** Every room of the scope, with each incident of it that was open at some time of the period. Those with most incidents stand out. */
export const incidentFigures: FigureSource = {
  sourceOf: ({ from, until }) => sql`
    source as (
      select c.organization_id, c.room_id, i.severity,
        i.opened_at >= ${from}::timestamptz as opened,
        i.resolved_at is null or i.resolved_at >= ${until}::timestamptz as open,
        case when i.resolved_at < ${until}::timestamptz then extract(epoch from i.resolved_at - i.opened_at)::float8 end as seconds
      from scope c left join incidents i on i.organization_id = c.organization_id and i.room_id = c.room_id
        and i.opened_at < ${until}::timestamptz and (i.resolved_at is null or i.resolved_at >= ${from}::timestamptz))`,
  figures: sql`
    count(distinct (organization_id, room_id))::int as rooms,
    (count(*) filter (where opened and severity is not null))::int as opened,
    (count(*) filter (where opened and severity = 'important'))::int as "openedImportant",
    (count(*) filter (where opened and severity = 'warning'))::int as "openedWarning",
    count(seconds)::int as resolved,
    (count(*) filter (where open and severity is not null))::int as open,
    percentile_cont(0.5) within group (order by seconds) as "medianSecondsToResolve", avg(seconds) as "meanSecondsToResolve"`,
  standOut: sql`opened desc, open desc`,
};
