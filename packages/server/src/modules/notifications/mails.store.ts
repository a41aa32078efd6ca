import type { OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Language, isLanguage } from './mail-words.ts';
import type { SendMailJob } from './send-mail.rules.ts';
import type { Message } from './templates.ts';

type NewMail = { organization: OrganizationId; user: UserId; id: string; template: string; facts: unknown };
/** A mail that has yet to go out, and to whom. */
export type QueuedMail = { message: Message; recipient: { user: UserId; name: string; address: string; language: Language; active: boolean } };

export async function insertMail(tx: TenantTx, { organization, user, id, template, facts }: NewMail): Promise<void> {
  await tx
    .insertInto('mails')
    .values({ organization_id: organization, id, user_id: user, template, facts: JSON.stringify(facts) })
    .execute();
}

/** Undefined when it is gone with its recipient, or settled already. */
export async function findQueued(tx: TenantTx, { organization, mail }: SendMailJob): Promise<QueuedMail | undefined> {
  const row = await tx
    .selectFrom('mails')
    .innerJoin('users', (on) => on.onRef('users.organization_id', '=', 'mails.organization_id').onRef('users.id', '=', 'mails.user_id'))
    .select(['mails.template', 'mails.facts', 'users.id', 'users.name', 'users.email', 'users.language', 'users.active'])
    .where('mails.organization_id', '=', organization)
    .where('mails.id', '=', mail)
    .where('mails.state', '=', 'queued')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const message = { template: row.template, facts: row.facts } as unknown as Message; // written by `queueMail` alone
  return {
    message,
    recipient: { user: row.id, name: row.name, address: row.email, language: isLanguage(row.language) ? row.language : 'en', active: row.active },
  };
}

/** Counts a try that failed; another follows. */
export async function countTry(tx: TenantTx, { organization, mail }: SendMailJob): Promise<void> {
  await tx
    .updateTable('mails')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('organization_id', '=', organization)
    .where('id', '=', mail)
    .execute();
}

/** The end of a mail. Its facts go: they name another organization and have served (D32). */
export async function settleMail(tx: TenantTx, { organization, mail }: SendMailJob, state: 'sent' | 'failed'): Promise<void> {
  await tx
    .updateTable('mails')
    .set((row) => ({ state, tries: row('tries', '+', 1), sent_at: state === 'sent' ? sql<Date>`now()` : null, facts: '{}' }))
    .where('organization_id', '=', organization)
    .where('id', '=', mail)
    .execute();
}
