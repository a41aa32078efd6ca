import type { OrganizationId, UserId } from '@keyholder/contract';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { type Task, startJobs } from '../../platform/jobs/start-jobs.ts';
import { type Mailer, createMailer } from '../../platform/mail/create-mailer.ts';
import { inTenant } from '../../platform/postgres/in-tenant.ts';
import { queueMail } from './queue-mail.ts';
import { sendMailTask } from './send-mail.ts';
import type { Message } from './templates.ts';

let tenants: Tenants;
let organization: OrganizationId;
let jobs: { stop: () => Promise<void> } | undefined;
let smtp: SMTPServer;
let mailer: Mailer;
let taken: string[];
let ended: () => void;
/** settles when the next job has ended, well or not */
let nextEnd: Promise<void>;
const expectEnd = (): void => {
  nextEnd = new Promise((resolve) => {
    ended = resolve;
  });
};

beforeAll(async () => {
  tenants = await openTenants();
  organization = await newOrganization(tenants.db, 'Contoso');
});
beforeEach(async () => {
  taken = [];
  expectEnd();
  smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('refused') ? new Error('no such mailbox') : undefined),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((listening) => void smtp.listen(0, '127.0.0.1', listening));
  const address = smtp.server.address();
  mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, from: 'keyholder@rooms.example' });
});
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  mailer.close();
  await new Promise<void>((closed) => smtp.close(closed));
  await tenants.asAdmin('delete from graphile_worker._private_jobs');
});
afterAll(() => tenants.close());

const task = (): Task => sendMailTask({ db: tenants.db, mailer, origin: 'https://rooms.example', newsOf: async () => undefined });
const start = async (): Promise<void> => {
  const send = task();
  jobs = await startJobs({
    pool: tenants.appPool,
    log: () => undefined,
    tasks: { send_mail: (payload, attempt) => send(payload, attempt).finally(() => setImmediate(ended)) },
  });
};
const message = (customerName = 'Fabrikam'): Message => ({
  template: 'invitation-cancelled',
  facts: { customerName, customerDomain: 'fabrikam.example' },
});
const recipient = async (person: { name: string; email?: string; language?: 'en' | 'fr' | 'ru' }): Promise<UserId> =>
  (await newPerson(tenants.db, organization, person)).actor.user;
const queue = (user: UserId, mail = message()): Promise<void> =>
  within(tenants.db, [organization], (tx) => queueMail(tx, { to: { organization, user }, ...mail }));
const mailTo = async (user: UserId) =>
  (
    await tenants.asAdmin<{ id: string; state: string; tries: number; facts: unknown; sent_at: Date | null }>(
      'select * from mails where user_id = $1',
      [user],
    )
  )[0];
const headersOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('sending mail', () => {
  it('A50 sends one mail of one act, as plain text and in the language of its recipient', async () => {
    const user = await recipient({ name: 'Lena Moreau', email: 'lena@contoso.example', language: 'fr' });
    await start();
    await queue(user);
    await nextEnd;
    expect(taken).toHaveLength(1);
    expect(headersOf(taken[0] ?? '')).toMatch(/^To: Lena Moreau <lena@contoso\.example>$/m);
    expect(headersOf(taken[0] ?? '')).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(await mailTo(user)).toMatchObject({ state: 'sent', tries: 1, sent_at: expect.any(Date) });
  });

  it('sends nothing of an act that was refused', async () => {
    const [kept, refused] = [await recipient({ name: 'Kept', email: 'kept@contoso.example' }), await recipient({ name: 'Refused' })];
    await inTenant(tenants.db, reachOf([organization]), 'shared', async (tx) => {
      await queueMail(tx, { to: { organization, user: refused }, ...message() });
      return refuse('already_exists');
    });
    expect(await tenants.asAdmin('select from graphile_worker._private_jobs')).toEqual([]);
    await queue(kept);
    await start();
    await nextEnd;
    expect(taken.map((raw) => /kept@contoso/.test(raw))).toEqual([true]);
    expect(await mailTo(refused)).toBeUndefined();
  });

  it('queues nothing for a recipient out of reach', async () => {
    const user = await recipient({ name: 'Lena' });
    const other = await newOrganization(tenants.db, 'Fabrikam');
    await expect(within(tenants.db, [other], (tx) => queueMail(tx, { to: { organization, user }, ...message() }))).rejects.toThrow(
      'row-level security',
    );
  });

  it('A50 cannot be given a header by a name', async () => {
    const user = await recipient({ name: 'Lena\r\nBcc: eve@evil.example\r\n', email: 'lena2@contoso.example' });
    await start();
    await queue(user, message('Fabrikam\r\nBcc: eve@evil.example\r\n\r\n<html>'));
    await nextEnd;
    const names = headersOf(taken[0] ?? '')
      .split('\r\n')
      .filter((line) => !/^\s/.test(line))
      .map((line) => line.slice(0, line.indexOf(':')));
    expect(names.sort()).toEqual([
      'Auto-Submitted',
      'Content-Transfer-Encoding',
      'Content-Type',
      'Date',
      'From',
      'MIME-Version',
      'Message-ID',
      'Subject',
      'To',
    ]);
  });

  it('tries again what was not taken, and says failed after the last try', async () => {
    const user = await recipient({ name: 'Lena', email: 'refused@contoso.example' });
    await queue(user);
    const job = { organization, mail: (await mailTo(user))?.id };
    await expect(task()(job, { isLast: false })).rejects.toThrow(/^mail `mail_\w+` was not taken: EENVELOPE 550$/);
    expect(await mailTo(user)).toMatchObject({ state: 'queued', tries: 1 });
    await expect(task()(job, { isLast: true })).rejects.toThrow('was not taken');
    expect(await mailTo(user)).toMatchObject({ state: 'failed', tries: 2 });
  });

  it('sends a mail once, however often its job is run', async () => {
    const user = await recipient({ name: 'Lena', email: 'once@contoso.example' });
    await queue(user);
    const job = { organization, mail: (await mailTo(user))?.id };
    for (let n = 0; n < 2; n += 1) await task()(job, { isLast: false });
    expect(taken).toHaveLength(1);
  });

  it('sends nothing to a person who was disabled meanwhile', async () => {
    const user = await recipient({ name: 'Lena', email: 'disabled@contoso.example' });
    await queue(user);
    await tenants.asAdmin('update users set active = false where id = $1', [user]);
    await task()({ organization, mail: (await mailTo(user))?.id }, { isLast: false });
    expect(taken).toEqual([]);
    expect(await mailTo(user)).toMatchObject({ state: 'failed' });
  });

  it('D32 keeps nothing of the other organization once a mail is on its way, and nothing but ids in its job', async () => {
    const user = await recipient({ name: 'Lena', email: 'kept2@contoso.example' });
    await queue(user);
    expect(JSON.stringify(await tenants.asAdmin('select payload from graphile_worker._private_jobs'))).not.toMatch(/Fabrikam|contoso/);
    await task()({ organization, mail: (await mailTo(user))?.id }, { isLast: false });
    expect((await mailTo(user))?.facts).toEqual({});
  });
});
