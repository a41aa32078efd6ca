import type { Call, Person } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { WantedChange } from '../../platform/http/doorkeepers.ts';
import { appendAudit } from '../audit/index.ts';
import { readSettings } from '../organizations/index.ts';
import { insertChange } from './changes.store.ts';

/**
 * Stores what a partner's person asked for under `manual` (D36, D37): the exact payload with its hash, before and after, the
 * asker, and an entry `requested` in both ledgers, in one transaction. Nothing else changes until the customer decides.
 */
export async function requestApproval(tx: TenantTx, call: Call<Person>, wanted: WantedChange): Promise<{ id: string; expiresAt: string }> {
  const { actor } = call;
  const asker = { user: actor.user, name: actor.name, channel: actor.channel, credential: actor.credential, reason: call.reason };
  const { changeRequestDays } = await readSettings(tx, wanted.customer);
  const { id, expiresAt } = await insertChange(tx, wanted, asker, changeRequestDays);
  await appendAudit(tx, call, {
    action: wanted.action,
    outcome: 'requested',
    customer: wanted.customer,
    partner: wanted.partner,
    target: { type: wanted.target.type, id: wanted.target.id, name: wanted.target.name },
    changes: { before: wanted.before, after: wanted.after, changeRequest: id },
    ledgers: [wanted.customer, wanted.partner],
  });
  return { id, expiresAt: expiresAt.toISOString() };
}
