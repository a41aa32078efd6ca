import type { IncidentId, OrganizationId, PersonRef } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Moved } from './tickets.rules.ts';

export type TicketChange = {
  moved?: Moved | undefined;
  severity?: 'important' | undefined;
  assignee?: PersonRef | null | undefined;
  externalNumber?: string | null | undefined;
};

/** Holds the row to the end of the transaction: of two who take it the second waits, then sees the first. */
export async function lockVersion(tx: TenantTx, customer: OrganizationId, id: IncidentId): Promise<number | undefined> {
  const row = await tx
    .selectFrom('incidents')
    .select('version')
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.version;
}

export async function saveTicket(tx: TenantTx, customer: OrganizationId, id: IncidentId, change: TicketChange): Promise<void> {
  const { moved, severity, assignee, externalNumber } = change;
  const now = sql<Date>`now()`;
  await tx
    .updateTable('incidents')
    .set((row) => ({
      version: row('version', '+', 1),
      ...(moved === undefined
        ? {}
        : {
            state: moved.state,
            resolved_at: moved.resolvedAt === null ? null : sql<Date>`coalesce(resolved_at, now())`,
            closed_at: moved.closedAt === null ? null : now,
            resolution: moved.resolution,
          }),
      ...(severity === undefined ? {} : { severity }),
      ...(assignee === undefined ? {} : { assignee: assignee === null ? null : JSON.stringify(assignee), assignee_id: assignee?.id ?? null }),
      ...(externalNumber === undefined ? {} : { external_number: externalNumber }),
    }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}
