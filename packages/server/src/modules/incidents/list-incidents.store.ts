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
  /** `openedAt` to the microsecond: where a page ends */
  openedExactly: string;
};
/** With the atoms of its room. */
export type IncidentInRoom = IncidentRow & { atoms: AtomKey[] };

export type IncidentFilters = {
  room?: string | undefined;
  severity?: IncidentRow['severity'] | undefined;
  state?: IncidentRow['state'] | undefined;
  open?: boolean | undefined;
  assigned?: 'nobody' | { to: string } | undefined;
};
/** The last incident of the page before. */
export type IncidentKey = { openedExactly: string; customer: string; id: string };

const shown = sql`
  i.id, i.organization_id as customer, o.name as "customerName", i.room_id as room, r.name as "roomName", i.number, i.severity, i.title, i.signal, i.detail,
  i.state, i.source, i.assignee, i.external_number as "externalNumber", i.opened_at as "openedAt", i.resolved_at as "resolvedAt",
  i.closed_at as "closedAt", i.resolution, i.version,
  to_char(i.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "openedExactly"`;
const named = sql`
  join rooms r on r.organization_id = i.organization_id and r.id = i.room_id
  join organizations o on o.id = i.organization_id`;

/** One incident; undefined when this customer has none by this id. */
export async function findIncident(tx: TenantTx, customer: string, id: string): Promise<IncidentInRoom | undefined> {
  const { rows } = await sql<IncidentInRoom>`
    select ${shown}, array(select t.atom from room_atoms t where t.organization_id = i.organization_id and t.room_id = i.room_id) as atoms
    from incidents i ${named} where i.organization_id = ${customer} and i.id = ${id}`.execute(tx);
  return rows[0];
}

/** What `shown` takes of an incident. */
const taken =
  'opened_at organization_id id room_id number severity title signal detail state source assignee external_number resolved_at closed_at resolution version'.split(
    ' ',
  );
export const takenOf = (from: string): RawBuilder<unknown> => sql.join(taken.map((column) => sql.ref(`${from}.${column}`)));

/** A page of incidents, newest first. @param page each as `takenOf` takes it */
export const showIncidents = (page: RawBuilder<unknown>): RawBuilder<IncidentRow> => sql<IncidentRow>`
    with page as materialized (${page})
    select ${shown} from page i ${named} order by i.opened_at desc, i.organization_id desc, i.id desc`;

/** The same by their keys. @param keys as `(organization_id, id)` */
export const showNamed = (keys: RawBuilder<unknown>): RawBuilder<IncidentRow> =>
  showIncidents(sql`select ${takenOf('i')} from (${keys} offset 0) as k join incidents i on i.organization_id = k.organization_id and i.id = k.id`);

/** The incidents that a coverage and filters leave. */
export async function countIncidents(tx: TenantTx, coverage: Coverage, filters: IncidentFilters): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with covered as materialized (${coveredByAtom(coverage)})
    select (
      (select count(*) from incidents i where i.organization_id = any(${coverage.whole}::text[]) ${conditionsOf(filters)})
      + (select count(*) from covered c join incidents i on i.organization_id = c.organization_id and i.room_id = c.room_id where true ${conditionsOf(filters)})
    ) as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * What the filters ask of an incident `i`. Severity and state are written out, so that the indexes of open and of important
 * ones can be used.
 */
export const conditionsOf = ({ room, severity, state, open, assigned }: IncidentFilters): RawBuilder<unknown> =>
  sql.join(
    [
      room === undefined ? sql`` : sql`and i.room_id = ${room}`,
      severity === undefined ? sql`` : sql`and i.severity = ${sql.lit(severity)}`,
      state === undefined
        ? sql``
        : sql`and i.state = ${sql.lit(state)} and ${state === 'closed' ? sql`i.closed_at is not null` : sql`i.closed_at is null`}`,
      open === undefined ? sql`` : open ? sql`and i.closed_at is null` : sql`and i.closed_at is not null`,
      assigned === undefined ? sql`` : assigned === 'nobody' ? sql`and i.assignee_id is null` : sql`and i.assignee_id = ${assigned.to}`,
    ],
    sql` `,
  );

/** The room that each of these incidents lies in; without those that do not exist at this customer. */
export async function roomsOfIncidents(tx: TenantTx, customer: OrganizationId, ids: readonly string[]): Promise<ReadonlyMap<string, RoomId>> {
  const { rows } = await sql<{ id: string; room: RoomId }>`
    select id, room_id as room from incidents where organization_id = ${customer} and id = any(${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, room }) => [id, room]));
}
