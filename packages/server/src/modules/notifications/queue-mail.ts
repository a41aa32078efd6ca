import type { OrganizationId, UserId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { insertMail } from './mails.store.ts';
import { type SendMailJob, sendMailTries } from './send-mail.rules.ts';
import type { Message } from './templates.ts';

/**
 * Sends a mail to one person once the act commits, and never if it does not. The reach must hold the recipient's
 * organization. The person's language is asked for when it goes out.
 */
export async function queueMail(tx: TenantTx, mail: { to: { organization: OrganizationId; user: UserId } } & Message): Promise<void> {
  const { to, template, facts } = mail;
  const job: SendMailJob = { organization: to.organization, mail: newId('mail') };
  await insertMail(tx, { ...to, id: job.mail, template, facts });
  await addJob(tx, { task: 'send_mail', payload: job, tries: sendMailTries });
}
