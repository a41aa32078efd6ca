import type { IncidentId, OrganizationId, PersonRef, RoomId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

export type IncidentRow = {
  id: IncidentId;
  customer: OrganizationId;
  customerName: string;
  room: RoomId;
  roomName: string;
  number: number;
  severity: 'important' | 'warning';
  title: string;
  signal: string | null;
  detail: string;
  state: 'needs_action' | 'investigating' | 'waiting' | 'resolved' | 'closed';
  source: 'signal' | 'person';
  assignee: PersonRef | null;
  externalNumber: string | null;
  openedAt: Date;
  resolvedAt: Date | null;
  closedAt: Date | null;
  resolution: string | null;
  version: number;
  /** the atoms of its room */
  atoms: AtomKey[];
  /** `openedAt` to the microsecond: where a page ends */
  openedExactly: string;
};

export type IncidentFilters = { room?: string | undefined; severity?: string | undefined; state?: string | undefined; open?: boolean | undefined };
/** The last incident of the page before. */
export type IncidentKey = { openedExactly: string; customer: string; id: string };

const shown = sql`
  i.id, i.organization_id as customer, o.name as "customerName", i.room_id as room, r.name as "roomName", i.number, i.severity, i.title, i.signal, i.detail,
  i.state, i.source, i.assignee, i.external_number as "externalNumber", i.opened_at as "openedAt", i.resolved_at as "resolvedAt",
  i.closed_at as "closedAt", i.resolution, i.version,
  array(select t.atom from room_atoms t where t.organization_id = i.organization_id and t.room_id = i.room_id order by t.atom) as atoms,
  to_char(i.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "openedExactly"`;
const named = sql`
  join rooms r on r.organization_id = i.organization_id and r.id = i.room_id
  join organizations o on o.id = i.organization_id`;

/** One incident; undefined when this customer has none by this id. */
export async function findIncident(tx: TenantTx, customer: string, id: string): Promise<IncidentRow | undefined> {
  const { rows } = await sql<IncidentRow>`select ${shown} from incidents i ${named} where i.organization_id = ${customer} and i.id = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/**
 * Incidents of covered rooms, newest first over all customers. Per customer, or per covered room where only some are, at most
 * a page is read from the index; the newest of these are the page.
 */
export async function pageOfIncidents(
  tx: TenantTx,
  coverage: Coverage,
  filters: IncidentFilters,
  after: IncidentKey | undefined,
  limit: number,
): Promise<IncidentRow[]> {
  const conditions = sql`${conditionsOf(filters)} ${
    after === undefined
      ? sql``
      : sql`
    and i.opened_at <= ${after.openedExactly}::timestamptz
    and (i.opened_at, i.organization_id, i.id) < (${after.openedExactly}::timestamptz, ${after.customer}::text, ${after.id}::text)`
  }`;
  const newest = (of: RawBuilder<unknown>) => sql`
    select i.* from incidents i where ${of} ${conditions} order by i.opened_at desc, i.id desc limit ${limit}`;
  const { rows } = await sql<IncidentRow>`
    with covered as materialized (${coveredByAtom(coverage)}),
    page as materialized (
      select i.* from unnest(${coverage.whole}::text[]) as w(customer) cross join lateral (${newest(sql`i.organization_id = w.customer`)}) i
      union all
      select i.* from covered c cross join lateral (${newest(sql`i.organization_id = c.organization_id and i.room_id = c.room_id`)}) i
      order by opened_at desc, organization_id desc, id desc limit ${limit})
    select ${shown} from page i ${named}
    order by i.opened_at desc, i.organization_id desc, i.id desc`.execute(tx);
  return rows;
}

export async function countIncidents(tx: TenantTx, coverage: Coverage, filters: IncidentFilters): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with covered as materialized (${coveredByAtom(coverage)})
    select (
      (select count(*) from incidents i where i.organization_id = any(${coverage.whole}::text[]) ${conditionsOf(filters)})
      + (select count(*) from covered c join incidents i on i.organization_id = c.organization_id and i.room_id = c.room_id where true ${conditionsOf(filters)})
    ) as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

const conditionsOf = ({ room, severity, state, open }: IncidentFilters): RawBuilder<unknown> =>
  sql.join(
    [
      room === undefined ? sql`` : sql`and i.room_id = ${room}`,
      severity === undefined ? sql`` : sql`and i.severity = ${severity}`,
      state === undefined ? sql`` : sql`and i.state = ${state}`,
      open === undefined ? sql`` : open ? sql`and i.closed_at is null` : sql`and i.closed_at is not null`,
    ],
    sql` `,
  );

/** The room that each of these incidents lies in; without those that do not exist at this customer. */
export async function roomsOfIncidents(tx: TenantTx, customer: OrganizationId, ids: readonly string[]): Promise<ReadonlyMap<string, RoomId>> {
  const { rows } = await sql<{ id: string; room: RoomId }>`
    select id, room_id as room from incidents where organization_id = ${customer} and id = any(${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, room }) => [id, room]));
}
