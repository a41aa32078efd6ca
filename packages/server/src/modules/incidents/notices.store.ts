import type { AssignmentId, IncidentId, OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

export async function insertNotice(tx: TenantTx, customer: OrganizationId, incident: IncidentId, event: 'opened' | 'escalated'): Promise<void> {
  await tx
    .insertInto('incident_notices')
    .values({ organization_id: customer, incident_id: incident, event })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What people have yet to be told of, of incidents that are open still; `atoms` are those of its room. */
export type Notice = { id: IncidentId; number: number; title: string; severity: 'important' | 'warning'; roomName: string; atoms: AtomKey[] };

/** Takes all of it away: what is taken is told in the same transaction, or stays. */
export async function takeNotices(tx: TenantTx, customer: OrganizationId): Promise<Notice[]> {
  const taken = await tx.deleteFrom('incident_notices').where('organization_id', '=', customer).returning('incident_id').execute();
  return readNotices(tx, customer, [...new Set(taken.map((row) => row.incident_id))]);
}

/** What there is to tell of these now. An incident that closed meanwhile is not news. */
export async function readNotices(tx: TenantTx, customer: OrganizationId, incidents: readonly IncidentId[]): Promise<Notice[]> {
  if (incidents.length === 0) return [];
  const { rows } = await sql<Notice>`
    select i.id, i.number, i.title, i.severity, r.name as "roomName",
      array(select t.atom from room_atoms t where t.organization_id = i.organization_id and t.room_id = i.room_id) as atoms
    from incidents i
    join rooms r on r.organization_id = i.organization_id and r.id = i.room_id
    where i.organization_id = ${customer} and i.id = any(${[...incidents]}::text[]) and i.closed_at is null
    order by i.severity, i.number desc`.execute(tx);
  return rows;
}

/** The assignments whose e-mail toggle is on. */
export async function assignmentsToTell(tx: TenantTx, customer: OrganizationId): Promise<ReadonlySet<AssignmentId>> {
  const rows = await tx.selectFrom('assignments').select('id').where('organization_id', '=', customer).where('notify', '=', true).execute();
  return new Set(rows.map(({ id }) => id));
}
