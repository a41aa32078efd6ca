import type { OrganizationId } from '@keyholder/contract';
import type { DecisionClient } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, bearerOf, credentialMatches, makeCredential, parseCredential } from '../../platform/credentials/credential.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { insertDecisionClient, readDecisionClient } from './decision-clients.store.ts';
import { noteClientUsed, readClient } from './own-clients.store.ts';

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

/** Only a decision client's own kind of credential, 401 for every other (A20). `organization`: whose it is; of the platform's none. */
export async function authenticateDecisionClient(db: Db, authorization: string | undefined): Promise<Result<DecisionClient, 'not_signed_in'>> {
  const shown = parseCredential('decision', bearerOf(authorization));
  if (shown === undefined) return refuse('not_signed_in');
  const { id, organization } = shown;
  if (organization !== platform) return authenticateOwnClient(db, shown);
  const client = await readDecisionClient(db, id);
  if (client === undefined || !credentialMatches(shown, client.digest)) return refuse('not_signed_in');
  return ok({ kind: 'decision-client', id, organization: undefined, name: client.name });
}

async function authenticateOwnClient(db: Db, shown: PresentedCredential): Promise<Result<DecisionClient, 'not_signed_in'>> {
  const { id, organization } = shown;
  const client = await inSnapshot(db, [organization], (tx) => readClient(tx, organization, id));
  if (client === undefined || !credentialMatches(shown, client.digest)) return refuse('not_signed_in');
  if (client.noteUse) await withoutLocks(db, [organization], (tx) => noteClientUsed(tx, organization, id));
  return ok({ kind: 'decision-client', id, organization, name: client.name });
}
