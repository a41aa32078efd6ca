import type { IncidentId, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { insertNotice } from './notices.store.ts';

export type IncidentEvent = 'opened' | 'escalated';

/** Incidents of one customer within this time are told of in one mail per person. */
const batchSeconds = 30;

/** People will be told by mail that this incident was opened, or has become important (D56). A world that is loaded sends no mail. */
export async function noticeIncident(tx: TenantTx, call: Call, customer: OrganizationId, incident: IncidentId, event: IncidentEvent): Promise<void> {
  if (call.actor.kind === 'platform' && call.actor.loading === 'world') return;
  await insertNotice(tx, customer, incident, event);
  await addJob(tx, {
    task: 'tell_of_incidents',
    payload: { customer },
    tries: 8,
    batch: { key: `tell_of_incidents:${customer}`, afterSeconds: batchSeconds },
  });
}
