import type { OrganizationId } from '@keyholder/contract';
import { deleteSpentCredentials } from './modules/identity/index.ts';
import { deleteSettledMails } from './modules/notifications/index.ts';
import { organizationsAfter } from './modules/organizations/index.ts';
import { deleteOldAnswers } from './platform/http/stored-answers.store.ts';
import type { Db } from './platform/postgres/in-tenant.ts';
import { withoutLocks } from './platform/postgres/without-locks.ts';

/** Organizations whose rows one transaction touches. */
const atOnce = 200;

/**
 * Deletes what has served: sessions and tokens that ended, mails that went out, answers kept for repeated requests. A few
 * organizations at a time, without their locks: who has access depends on none of it, so no ending waits for it.
 *
 * @returns how many rows went
 */
export async function purge(db: Db): Promise<number> {
  let gone = 0;
  let after: OrganizationId | undefined;
  do {
    const last: OrganizationId | undefined = after;
    const organizations = await withoutLocks(db, [], (tx) => organizationsAfter(tx, last, atOnce));
    if (organizations.length > 0) {
      gone += await withoutLocks(db, organizations, async (tx) => {
        const credentials = await deleteSpentCredentials(tx, organizations);
        return credentials + (await deleteSettledMails(tx, organizations)) + (await deleteOldAnswers(tx, organizations));
      });
    }
    after = organizations.length < atOnce ? undefined : organizations.at(-1);
  } while (after !== undefined);
  return gone;
}
