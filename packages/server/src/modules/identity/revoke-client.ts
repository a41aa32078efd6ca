import type { DecisionClient } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type ClientRow, markClientRevoked } from './own-clients.store.ts';
import { clientView } from './own-clients.view.ts';

/** Ends a decision client at once: from then on its credential is none. */
export async function revokeClient(tx: TenantTx, call: Call<Person>, client: ClientRow): Promise<Result<DecisionClient, 'not_found'>> {
  const { organization } = call.actor;
  if (!(await markClientRevoked(tx, organization, client.id))) return refuse('not_found');
  await appendAudit(tx, call, {
    action: 'decision_client.revoked',
    customer: organization,
    target: { type: 'decision-client', id: client.id, name: client.name },
    ledgers: [organization],
  });
  return ok(clientView(client));
}
