import type { ApiToken } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { markRevoked } from './tokens.store.ts';
import { tokenView } from './tokens.view.ts';

/** Ends a token of the caller at once. Somebody else's and a revoked one are absent. */
export async function revokeToken(tx: TenantTx, call: Call<Person>, id: string): Promise<Result<ApiToken, 'not_found'>> {
  const { organization, user } = call.actor;
  const token = await markRevoked(tx, organization, user, id);
  if (token === undefined) return refuse('not_found');
  await appendAudit(tx, call, {
    action: 'api_token.revoked',
    customer: null,
    target: { type: 'api-token', id: token.id, name: token.name },
    ledgers: [organization],
  });
  return ok(tokenView(token));
}
