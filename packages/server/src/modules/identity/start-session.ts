import { newId } from '../../kernel/ids.ts';
import { ok, refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { makeCredential, parseCredential } from '../../platform/credentials/credential.ts';
import { type Db, inTenant } from '../../platform/postgres/in-tenant.ts';
import { readUser } from '../directory/index.ts';
import type { Account } from './accounts.ts';
import { deleteSession, insertSession } from './sessions.store.ts';

/**
 * Makes a session for somebody who has just proven who they are. Always a new one, with a new id; the one that this browser
 * had is over (sign-in again, step-up, another person).
 *
 * @returns the cookie's value; undefined when the person may not be signed in any more
 */
export async function startSession(db: Db, { organization, user }: Account, former: string | undefined): Promise<string | undefined> {
  await endSession(db, former);
  const session = makeCredential('session', organization, newId('ses'));
  const made = await inTenant(db, reachOf([organization]), 'shared', async (tx) => {
    if ((await readUser(tx, organization, user))?.active !== true) return refuse('not_signed_in');
    await insertSession(tx, session, user);
    return ok(session.text);
  });
  return made.ok ? made.value : undefined;
}

/** Ends the session of a cookie, if it is one. */
export async function endSession(db: Db, cookie: string | undefined): Promise<void> {
  const session = parseCredential('session', cookie);
  if (session === undefined) return;
  await inTenant(db, reachOf([session.organization]), 'shared', async (tx) => ok(await deleteSession(tx, session)));
}
