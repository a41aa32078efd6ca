import type { Attempt, Task } from '../../platform/jobs/start-jobs.ts';
import type { Mailer } from '../../platform/mail/create-mailer.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { countTry, findQueued, settleMail } from './mails.store.ts';
import { quoted } from './plain-text.ts';
import { renderMail } from './render-mail.ts';
import { type SendMailJob, readSendMailJob } from './send-mail.rules.ts';

/**
 * The task `send_mail`: one mail, in the language its recipient has now. No transaction is open while it is sent; a crash
 * right after that sends it once more, with the same Message-ID. Nothing goes to a person who was disabled meanwhile.
 *
 * @param origin the public address of the portal, without a slash at the end; links begin with it and with nothing else
 */
export const sendMailTask =
  ({ db, mailer, origin }: { db: Db; mailer: Mailer; origin: string }): Task =>
  async (payload, attempt) => {
    const job = readSendMailJob(payload);
    const queued = await withoutLocks(db, [job.organization], (tx) => findQueued(tx, job));
    if (queued === undefined) return;
    const { message, recipient } = queued;
    if (!recipient.active) return withoutLocks(db, [job.organization], (tx) => settleMail(tx, job, 'failed'));
    const { subject, text } = renderMail(message, recipient.language, origin);
    try {
      await mailer.send({ id: job.mail, to: { name: quoted(recipient.name), address: recipient.address }, subject, text });
    } catch (error) {
      await giveUpOrWait(db, job, attempt);
      throw new Error(`mail \`${job.mail}\` was not taken: ${codesOf(error)}`); // the library's own words may hold the address
    }
    await withoutLocks(db, [job.organization], (tx) => settleMail(tx, job, 'sent'));
  };

const giveUpOrWait = (db: Db, job: SendMailJob, { isLast }: Attempt): Promise<void> =>
  withoutLocks(db, [job.organization], (tx) => (isLast ? settleMail(tx, job, 'failed') : countTry(tx, job)));

function codesOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const codes = ['code', 'responseCode'].map((name) => Object.entries(error).find(([key]) => key === name)?.[1]);
  return codes.filter((code) => typeof code === 'string' || typeof code === 'number').join(' ') || 'unknown';
}
