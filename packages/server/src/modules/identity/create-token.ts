import type { ApiToken } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { appendAudit } from '../audit/index.ts';
import { tokenView } from './tokens.view.ts';
import { insertToken } from './tokens.store.ts';

/**
 * Makes an API token of the caller, who came by a fresh session (A18). It is this person and nobody else, and never has more
 * rights than the person has at the time of use (A15, A16). The secret is in this answer and nowhere else.
 */
export async function createToken(tx: TenantTx, call: Call<Person>, given: { name: string; expiresInDays: number }): Promise<ApiToken> {
  const token = await makeToken(tx, call.actor, given);
  await appendAudit(tx, call, {
    action: 'api_token.created',
    customer: null,
    target: { type: 'api-token', id: token.id, name: token.name },
    changes: { before: null, after: { name: token.name, expiresAt: token.expiresAt } },
    ledgers: [call.actor.organization],
  });
  return token;
}

/** For the world loader too, whose people have tokens from the start. */
export async function makeToken(
  tx: TenantTx,
  owner: Pick<Person, 'organization' | 'user' | 'signedInAt'>,
  given: { name: string; expiresInDays: number },
): Promise<ApiToken & { secret: string }> {
  const { organization, user, signedInAt } = owner;
  const id = newId('tok');
  const { digest, text } = makeCredential('api', organization, id);
  const row = await insertToken(tx, { organization, id, user, digest, signedInAt, ...given });
  return { ...tokenView(row), secret: text };
}
