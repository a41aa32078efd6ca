import type { ApiToken } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { appendAudit } from '../audit/index.ts';
import { tokenView } from './tokens.view.ts';
import { type GivenToken, insertToken } from './tokens.store.ts';

/**
 * Makes an API token of the caller, who came by a fresh session (A18). It is this person and nobody else, and never has more
 * rights than the person has at the time of use (A15, A16). The secret is in this answer and nowhere else.
 */
export async function createToken(
  tx: TenantTx,
  call: Call<Person>,
  authority: Authority,
  given: GivenToken,
): Promise<Result<ApiToken, 'exceeds_own_rights'>> {
  const beyond = firstBeyond(authority, given);
  if (beyond !== undefined) return refuseAt(beyond, 'exceeds_own_rights', 'is more than you have');
  const token = await makeToken(tx, call.actor, given);
  await appendAudit(tx, call, {
    action: 'api_token.created',
    customer: null,
    target: { type: 'api-token', id: token.id, name: token.name },
    changes: { before: null, after: { name: token.name, expiresAt: token.expiresAt, permissions: token.permissions, customers: token.customers } },
    ledgers: [call.actor.organization],
  });
  return ok(token);
}

/** Where the first permission or customer stands that the person does not have (A16, D28). */
function firstBeyond(authority: Authority, { permissions = [], customers = [] }: GivenToken): string | undefined {
  const customer = customers.findIndex((one) => !authority.customers.includes(one));
  if (customer !== -1) return `/customers/${customer}`;
  const permission = permissions.findIndex((one) => !authority.customers.some((at) => authority.anyWay(one, at)));
  return permission === -1 ? undefined : `/permissions/${permission}`;
}

/** For the world loader too, whose people have tokens from the start. */
export async function makeToken(
  tx: TenantTx,
  owner: Pick<Person, 'organization' | 'user' | 'signedInAt'>,
  given: GivenToken,
): Promise<ApiToken & { secret: string }> {
  const { organization, user, signedInAt } = owner;
  const id = newId('tok');
  const { digest, text } = makeCredential('api', organization, id);
  const row = await insertToken(tx, { organization, id, user, digest, signedInAt, ...given });
  return { ...tokenView(row), secret: text };
}
