import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Tenants, openTenants } from '../../../../../tests/support/tenants.ts';
import { createMailer } from './create-mailer.ts';
import { registerDemoInbox } from './demo-inbox.ts';
import { startInbox } from './start-inbox.ts';

let tenants: Tenants;
let inbox: { smtpUrl: string; stop: () => Promise<void> };
const app = Fastify();
beforeAll(async () => {
  tenants = await openTenants();
  inbox = await startInbox({ db: tenants.db, log: (line) => expect.unreachable(line) });
  registerDemoInbox(app, tenants.db);
});
beforeEach(() => tenants.asAdmin('delete from platform.inbox'));
afterAll(async () => {
  await app.close();
  await inbox.stop();
  await tenants.close();
});

const send = async (subject: string): Promise<void> => {
  const mailer = createMailer({ smtpUrl: inbox.smtpUrl, from: 'no-reply@127.0.0.1' });
  await mailer.send({
    id: 'mail_1',
    to: { name: 'Олег', address: 'oleg@litware.example' },
    subject,
    text: `Приглашение: 3 переговорные — « salle »\n${'long '.repeat(60)}\n`,
  });
  mailer.close();
};
const get = async (path: string) => (await app.inject(path)).json();

describe('the embedded inbox', () => {
  it('shows what was sent, text and names unharmed', async () => {
    await send('Приглашение от «Fabrikam»');
    const { items } = await get('/demo/api/mails');
    expect(items[0]).toEqual({
      id: expect.any(String),
      receivedAt: expect.any(String),
      from: 'no-reply@127.0.0.1',
      to: 'oleg@litware.example',
      subject: 'Приглашение от «Fabrikam»',
    });
    expect((await get(`/demo/api/mails/${items[0].id}`)).text).toContain(`Приглашение: 3 переговорные — « salle »\n${'long '.repeat(60).trim()}`);
  });

  it('lists the newest first, page by page', async () => {
    await tenants.asAdmin(
      `insert into platform.inbox (sender, recipient, subject, body) select 'a@b.example', 'c@d.example', 'no ' || n, '' from generate_series(1, 60) as n`,
    );
    const first = await get('/demo/api/mails');
    const second = await get(`/demo/api/mails?before=${first.nextCursor}`);
    expect([first.items.length, first.items[0].subject, second.items[0].subject, second.nextCursor]).toEqual([50, 'no 60', 'no 10', null]);
  });

  it.each(['999999', 'x', '-1', '1e3'])('answers 404 for the mail %s', async (id) => {
    expect((await app.inject(`/demo/api/mails/${id}`)).statusCode).toBe(404);
  });

  it('keeps the newest thousand', async () => {
    await tenants.asAdmin(`insert into platform.inbox (sender, recipient, subject, body) select '', '', '', '' from generate_series(1, 1100)`);
    await send('the last');
    expect(await tenants.asAdmin('select count(*)::int as count from platform.inbox')).toEqual([{ count: 1000 }]);
  });
});
