import type { DecisionClient } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { appendAudit } from '../audit/index.ts';
import { insertClient } from './own-clients.store.ts';
import { clientView } from './own-clients.view.ts';

/**
 * Makes a program that may ask about everybody's access to the organization, and about its people's at customers. So only
 * who may see all of that makes one (D28). Its secret is in this answer and nowhere else.
 */
export async function createClient(
  tx: TenantTx,
  call: Call<Person>,
  authority: Authority,
  given: { name: string; expiresInDays: number },
): Promise<Result<DecisionClient, 'exceeds_own_rights'>> {
  const { organization, user } = call.actor;
  const seesAll = authority.grants('roles.view').some(({ customer, atoms }) => customer === organization && atoms.includes('all'));
  if (!seesAll)
    return refuse('exceeds_own_rights', { detail: 'a decision client may ask about everybody: this needs roles.view over the whole organization' });
  const id = newId('dec');
  const { digest, text } = makeCredential('decision', organization, id);
  const client = clientView(await insertClient(tx, { organization, id, by: user, digest, ...given }));
  await appendAudit(tx, call, {
    action: 'decision_client.created',
    customer: organization,
    target: { type: 'decision-client', id, name: client.name },
    changes: { before: null, after: { name: client.name, expiresAt: client.expiresAt } },
    ledgers: [organization],
  });
  return ok({ ...client, secret: text });
}
