import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Period } from './period.rules.ts';
import { type By, type CustomerName, type Named, type Scope, groupedBy, keysOf, scopeOf } from './scope.store.ts';

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

/** `happened`: every room of the scope, with each incident of it that was open at some time of the period. */
const happened = (scope: Scope, { from, until }: Period): RawBuilder<unknown> => sql`
  with ${scopeOf(scope)},
  happened as (
    select c.organization_id, c.room_id, i.severity,
      i.opened_at >= ${from}::timestamptz as opened,
      i.resolved_at is null or i.resolved_at >= ${until}::timestamptz as open,
      case when i.resolved_at < ${until}::timestamptz then extract(epoch from i.resolved_at - i.opened_at)::float8 end as seconds
    from scope c left join incidents i on i.organization_id = c.organization_id and i.room_id = c.room_id
      and i.opened_at < ${until}::timestamptz and (i.resolved_at is null or i.resolved_at >= ${from}::timestamptz)),
  figures as (`;
const figures = (by: By): RawBuilder<unknown> => sql`
  select ${keysOf[by]} count(distinct (organization_id, room_id))::int as rooms,
    (count(*) filter (where opened and severity is not null))::int as opened,
    (count(*) filter (where opened and severity = 'important'))::int as "openedImportant",
    (count(*) filter (where opened and severity = 'warning'))::int as "openedWarning",
    count(seconds)::int as resolved,
    (count(*) filter (where open and severity is not null))::int as open,
    percentile_cont(0.5) within group (order by seconds) as "medianSecondsToResolve", avg(seconds) as "meanSecondsToResolve"
  from happened ${groupedBy[by]})`;

export async function totalOfIncidents(tx: TenantTx, scope: Scope, period: Period): Promise<IncidentFigureRow> {
  const { rows } = await sql<IncidentFigureRow>`${happened(scope, period)} ${figures('everything')} select * from figures`.execute(tx);
  const [total] = rows;
  if (total === undefined) throw new Error('a sum over everything has no row');
  return total;
}

/** By name. */
export async function incidentsOfCustomers(tx: TenantTx, scope: Scope, period: Period): Promise<(IncidentFigureRow & CustomerName)[]> {
  const { rows } = await sql<IncidentFigureRow & CustomerName>`
    ${happened(scope, period)} ${figures('customer')}
    select f.*, o.id as customer, o.name as "customerName" from figures f join organizations o on o.id = f.organization_id order by o.name, o.id`.execute(
    tx,
  );
  return rows;
}

/** Those with most incidents first. */
export async function incidentsOfRooms(tx: TenantTx, scope: Scope, period: Period, limit: number): Promise<Named<IncidentFigureRow>[]> {
  const { rows } = await sql<Named<IncidentFigureRow>>`
    ${happened(scope, period)} ${figures('room')},
    page as (select * from figures order by opened desc, open desc, organization_id, room_id limit ${limit})
    select f.*, o.id as customer, o.name as "customerName", r.id as room, r.name as "roomName"
    from page f join organizations o on o.id = f.organization_id join rooms r on r.organization_id = f.organization_id and r.id = f.room_id
    order by f.opened desc, f.open desc, f.organization_id, f.room_id`.execute(tx);
  return rows;
}
