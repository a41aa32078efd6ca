import type { Person } from '../../kernel/call.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { readSession } from './sessions.store.ts';
import { readToken } from './tokens.store.ts';

/** Whether the session or token by which a stream was opened still holds, judged as at its first request (A74). */
export async function isStillSignedIn(db: Db, { channel, organization, credential }: Person): Promise<boolean> {
  const read = channel === 'session' ? readSession : readToken;
  return (await inSnapshot(db, [organization], (tx) => read(tx, organization, credential))) !== undefined;
}
