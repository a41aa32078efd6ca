import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Attempt, Task } from '../../platform/jobs/start-jobs.ts';
import type { Mailer } from '../../platform/mail/create-mailer.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { type QueuedMail, countTry, findQueued, settleMail } from './mails.store.ts';
import { quoted } from './plain-text.ts';
import { renderMail } from './render-mail.ts';
import { type SendMailJob, readSendMailJob } from './send-mail.rules.ts';
import type { IncidentNews, MailFacts, ToldMessage } from './templates.ts';

/** What a mail about incidents may tell this reader now; undefined: nothing any more. It adds to the reach what it reads. */
export type NewsOf = (
  tx: TenantTx,
  reader: { organization: OrganizationId; user: UserId },
  facts: MailFacts['incidents-opened'],
) => Promise<IncidentNews | undefined>;

/**
 * The task `send_mail`: one mail, in the language its recipient has now. No transaction is open while it is sent; a crash
 * right after that sends it once more, with the same Message-ID. Nothing goes to a person who was disabled meanwhile, and
 * nothing about incidents to one who may not see them any more (D32, D43): what they are is read at this moment.
 *
 * @param origin the public address of the portal, without a slash at the end; links begin with it and with nothing else
 */
export const sendMailTask =
  ({ db, mailer, origin, newsOf }: { db: Db; mailer: Mailer; origin: string; newsOf: NewsOf }): Task =>
  async (payload, attempt) => {
    const job = readSendMailJob(payload);
    const found = await inSnapshot(db, [job.organization], async (tx) => {
      const queued = await findQueued(tx, job);
      return queued && { recipient: queued.recipient, message: await messageNow(tx, job.organization, queued, newsOf) };
    });
    if (found === undefined) return;
    const { message, recipient } = found;
    if (message === undefined) return withoutLocks(db, [job.organization], (tx) => settleMail(tx, job, 'failed'));
    const { subject, text } = renderMail(message, recipient.language, origin);
    try {
      await mailer.send({ id: job.mail, to: { name: quoted(recipient.name), address: recipient.address }, subject, text });
    } catch (error) {
      await giveUpOrWait(db, job, attempt);
      throw new Error(`mail \`${job.mail}\` was not taken: ${codesOf(error)}`); // the library's own words may hold the address
    }
    await withoutLocks(db, [job.organization], (tx) => settleMail(tx, job, 'sent'));
  };

/** What it says now; undefined where it has nothing to say to its recipient any more. */
async function messageNow(
  tx: TenantTx,
  organization: OrganizationId,
  { message, recipient: { user, active } }: QueuedMail,
  newsOf: NewsOf,
): Promise<ToldMessage | undefined> {
  if (!active) return undefined;
  if (message.template !== 'incidents-opened') return message;
  const facts = await newsOf(tx, { organization, user }, message.facts);
  return facts && { template: message.template, facts };
}

const giveUpOrWait = (db: Db, job: SendMailJob, { isLast }: Attempt): Promise<void> =>
  withoutLocks(db, [job.organization], (tx) => (isLast ? settleMail(tx, job, 'failed') : countTry(tx, job)));

function codesOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const codes = ['code', 'responseCode'].map((name) => Object.entries(error).find(([key]) => key === name)?.[1]);
  return codes.filter((code) => typeof code === 'string' || typeof code === 'number').join(' ') || 'unknown';
}
