import type { IncidentId, OrganizationId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { OpenIncident } from './incidents.rules.ts';

/** The open incidents that signals have opened in a room, held to the end of the transaction. */
export async function lockOpenIncidents(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<OpenIncident[]> {
  const rows = await tx
    .selectFrom('incidents')
    .select(['id', 'number', 'signal', 'title', 'severity'])
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('signal', 'is not', null)
    .where('closed_at', 'is', null)
    .forUpdate()
    .execute();
  return rows.map(({ signal, ...row }) => ({ ...row, signal: signal ?? '' }));
}

/** The customer's next number. Others who open an incident there wait for the end of this transaction, so it is taken last. */
async function takeNumber(tx: TenantTx, customer: OrganizationId): Promise<number> {
  const { last } = await tx
    .insertInto('incident_numbers')
    .values({ organization_id: customer, last: 1 })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ last: sql`incident_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

export type NewIncident = {
  id: IncidentId;
  room: RoomId;
  severity: 'important' | 'warning';
  title: string;
  detail: string;
  signal: string | null;
  source: 'signal' | 'person';
  /** of an open one; `needs_action` where not given */
  state?: 'needs_action' | 'investigating' | 'waiting' | 'resolved';
  /** the database's now where not given */
  openedAt?: Date;
  closedAt?: Date;
};

/** @returns its number */
export async function insertIncident(tx: TenantTx, customer: OrganizationId, incident: NewIncident): Promise<number> {
  const { id, room, severity, title, detail, signal, source, state = 'needs_action', openedAt, closedAt } = incident;
  const number = await takeNumber(tx, customer);
  await tx
    .insertInto('incidents')
    .values({
      organization_id: customer,
      id,
      number,
      room_id: room,
      severity,
      title,
      detail,
      signal,
      source,
      state: closedAt === undefined ? state : 'closed',
      ...(openedAt === undefined ? {} : { opened_at: openedAt }),
      ...(closedAt === undefined ? {} : { closed_at: closedAt, resolved_at: closedAt }),
      ...(closedAt === undefined && state === 'resolved' ? { resolved_at: sql<Date>`now()` } : {}),
    })
    .execute();
  return number;
}

export async function saveImportant(tx: TenantTx, customer: OrganizationId, id: IncidentId, detail: string): Promise<void> {
  await tx
    .updateTable('incidents')
    .set((row) => ({ severity: 'important', detail, version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

export async function saveClosed(tx: TenantTx, customer: OrganizationId, id: IncidentId): Promise<void> {
  await tx
    .updateTable('incidents')
    .set((row) => ({ state: 'closed', closed_at: sql`now()`, resolved_at: sql`coalesce(resolved_at, now())`, version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}
