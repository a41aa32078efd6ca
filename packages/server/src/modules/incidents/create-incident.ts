import type { IncidentId, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type NewIncident, insertIncident } from './incidents.store.ts';
import { noticeIncident } from './notices.ts';

/**
 * Records an incident that no signal found (D56). The room lies at that customer: the caller has seen it there.
 *
 * @param partner whose person records it; their ledger holds it too
 * @param given `state`, `openedAt` and `closedAt` only for what happened elsewhere before
 */
export async function createIncident(
  tx: TenantTx,
  call: Call,
  customer: OrganizationId,
  given: Pick<NewIncident, 'room' | 'severity' | 'title' | 'state' | 'openedAt' | 'closedAt'> & { id?: IncidentId; detail?: string | undefined },
  partner?: OrganizationId,
): Promise<{ id: IncidentId; number: number }> {
  const { id = newId('inc'), detail = '', ...rest } = given;
  const number = await insertIncident(tx, customer, { ...rest, id, detail, signal: null, source: 'person' });
  await appendAudit(tx, call, {
    action: 'incident.opened',
    customer,
    partner,
    ledgers: partner === undefined ? [customer] : [customer, partner],
    target: { type: 'incident', id, name: `${number} ${rest.title}` },
    changes: { after: { room: rest.room, severity: rest.severity } },
  });
  if (rest.closedAt === undefined) await noticeIncident(tx, call, customer, id, 'opened');
  return { id, number };
}
