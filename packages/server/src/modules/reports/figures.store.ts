import type { OrganizationId, RoomId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Period } from './period.rules.ts';
import { type Scope, scopeOf } from './scope.store.ts';

/** Figures that are reckoned alike for everything, for a customer and for a room. */
export type FigureSource = {
  /** queries by name, the last of which is `source`: rows of the rooms in `scope`, with `organization_id` and `room_id`; no room without one */
  sourceOf: (period: Period) => RawBuilder<unknown>;
  /** aggregates of `source`, by the names of the row */
  figures: RawBuilder<unknown>;
  /** which rooms stand out most, by the names of the row */
  standOut: RawBuilder<unknown>;
};

type CustomerName = { customer: OrganizationId; customerName: string };
export type Named<Row> = Row & CustomerName & { room: RoomId; roomName: string };
export type Figures<Row> = { total: Row; customers: (Row & CustomerName)[]; rooms: Named<Row>[] };

/** What a row is about: `grouping` says which of its keys were summed over. */
type Found<Row> = (Row & { about: 3 }) | (Row & CustomerName & { about: 1 }) | (Named<Row> & { about: 0 });

/**
 * The total, each customer by name, and the rooms that stand out most, from one reading of the source.
 *
 * @param limit of rooms
 */
export async function readFigures<Row>(
  tx: TenantTx,
  scope: Scope,
  period: Period,
  { sourceOf, figures, standOut }: FigureSource,
  limit: number,
): Promise<Figures<Row>> {
  const { rows } = await sql<Found<Row>>`
    with ${scopeOf(scope)}, ${sourceOf(period)},
    reckoned as materialized (
      select organization_id, room_id, grouping(organization_id, room_id) as about, ${figures} from source group by rollup (organization_id, room_id)),
    shown as (
      (select * from reckoned where about > 0)
      union all
      (select * from reckoned where about = 0 order by ${standOut}, organization_id, room_id limit ${limit}))
    select s.*, o.id as customer, o.name as "customerName", r.id as room, r.name as "roomName"
    from shown s left join organizations o on o.id = s.organization_id
      left join rooms r on r.organization_id = s.organization_id and r.id = s.room_id
    order by about desc, case about when 1 then o.name end, case about when 1 then o.id end, ${standOut}, organization_id, room_id`.execute(tx);
  const total = rows.find((row) => row.about === 3);
  if (total === undefined) throw new Error('a sum over everything has no row');
  return { total, customers: rows.filter((row) => row.about === 1), rooms: rows.filter((row) => row.about === 0) };
}
