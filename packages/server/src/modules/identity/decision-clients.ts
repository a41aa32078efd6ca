import type { OrganizationId } from '@keyholder/contract';
import type { DecisionClient } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { bearerOf, credentialMatches, makeCredential, parseCredential } from '../../platform/credentials/credential.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { insertDecisionClient, readDecisionClient } from './decision-clients.store.ts';

/** A decision client is nobody's: in the place of the organization its credential names the platform. */
const platform: OrganizationId = 'org_platform';

/**
 * Makes a client that may ask the decision API about everybody, and do nothing else.
 *
 * @returns its credential, shown once
 */
export async function makeDecisionClient(tx: TenantTx, given: { name: string; expiresInDays: number }): Promise<string> {
  const id = newId('dec');
  const { digest, text } = makeCredential('decision', platform, id);
  await insertDecisionClient(tx, { id, digest, ...given });
  return text;
}

/** Only a decision client's own kind of credential, 401 for every other (A20). */
export async function authenticateDecisionClient(db: Db, authorization: string | undefined): Promise<Result<DecisionClient, 'not_signed_in'>> {
  const shown = parseCredential('decision', bearerOf(authorization));
  const client = shown?.organization === platform ? await readDecisionClient(db, shown.id) : undefined;
  if (shown === undefined || client === undefined || !credentialMatches(shown, client.digest)) return refuse('not_signed_in');
  return ok({ kind: 'decision-client', id: shown.id, name: client.name });
}
