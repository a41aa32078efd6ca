import { type IncidentId, isId } from '@keyholder/contract';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Composed, openComposed } from '../../../../../tests/support/composed.ts';
import type { Mailer } from '../../platform/mail/create-mailer.ts';
import { sendMailTask } from '../notifications/index.ts';
import { newsOfIncidents } from './incident-news.ts';
import { tellOfIncidentsTask } from './tell-of-incidents.ts';
import { ticketWorld } from './tickets.fixture.ts';

let stage: Composed | undefined;
let server: Composed;
beforeEach(async () => {
  await stage?.close();
  server = stage = await openComposed(ticketWorld);
});
afterAll(() => stage?.close());

const record = async (room: string, title = 'Echo'): Promise<IncidentId> => {
  const made = await server.ask('alpha.msa', 'POST', `/customers/${server.id('alpha')}/incidents`, {
    body: { room: server.id(room), severity: 'warning', title },
  });
  const id = String(made.at('id'));
  if (!isId('inc', id)) throw new Error(`recording was answered ${made.text}`);
  return id;
};
const tell = async (): Promise<void> => tellOfIncidentsTask(server.db)({ customer: server.id('alpha') }, { isLast: false });
/** Who was told of how many. */
const mails = async (): Promise<Record<string, number>> => {
  const rows = await server.asAdmin<{ name: string; count: number }>(
    `select u.name, jsonb_array_length(m.facts->'incidents') as count from mails m join users u on u.id = m.user_id where m.template = 'incidents-opened' order by u.name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
};
const jobs = () =>
  server.asAdmin<{ key: string; soon: boolean }>(
    `select key, run_at > created_at as soon from graphile_worker.jobs where task_identifier = 'tell_of_incidents'`,
  );

it('D56 D22 tells each person behind a switched-on assignment once, of all that is new in the rooms it covers', async () => {
  for (const room of ['paris', 'berlin', 'paris']) await record(room);
  expect(await jobs()).toEqual([{ key: `tell_of_incidents:${server.id('alpha')}`, soon: true }]);
  await tell();
  expect(await mails()).toEqual({ 'far of alpha': 1, 'pa of delta': 3, 'pa of gamma': 2, 'second of gamma': 2, 'tech of alpha': 2 });
  await tell();
  expect(Object.keys(await mails()).length).toBe(5);
});

it('tells nobody whose assignment is switched off, who is disabled, or who may not see tickets', async () => {
  await record('paris');
  await server.asAdmin(`update assignments set notify = false where partner_id = $1`, [server.id('delta')]);
  await server.asAdmin(`update users set active = false where id = $1`, [server.id('gamma.pa')]);
  await server.asAdmin(`update roles set permissions = '{rooms.view}' where partner_id = $1`, [server.id('gamma')]);
  await tell();
  expect(await mails()).toEqual({ 'tech of alpha': 1 });
});

it('D56 tells of what was escalated, and of nothing that closed meanwhile', async () => {
  const closed = await record('paris');
  const customer = server.id('alpha');
  await server.ask('alpha.msa', 'PATCH', `/customers/${customer}/incidents/${closed}`, {
    body: { state: 'closed', reason: 'gone' },
    headers: { 'if-match': '"1"' },
  });
  await tell();
  expect(await mails()).toEqual({});
  await server.ask('alpha.msa', 'PATCH', `/customers/${customer}/incidents/${server.id('in-paris')}`, {
    body: { severity: 'important' },
    headers: { 'if-match': '"1"' },
  });
  await tell();
  expect((await mails())['tech of alpha']).toBe(1);
});

it('sends no mail about a world that is loaded', async () => {
  expect(await server.asAdmin('select from incident_notices')).toEqual([]);
  expect(await jobs()).toEqual([]);
});

/** Sends all that waits; answers with each recipient's text. */
const send = async (): Promise<Record<string, string>> => {
  const sent: Record<string, string> = {};
  const mailer: Mailer = { send: async ({ to, text }) => void (sent[to.name] = text), close: () => undefined };
  const task = sendMailTask({ db: server.db, mailer, origin: 'https://rooms.example', newsOf: newsOfIncidents });
  const waiting = `select organization_id as organization, id as mail from mails where template = 'incidents-opened' and state = 'queued'`;
  for (const job of await server.asAdmin(waiting)) await task(job, { isLast: false });
  return sent;
};

it('D32 keeps ids alone of what it tells, and reads it when the mail goes out', async () => {
  const incident = await record('paris', 'Echo in the hall');
  await tell();
  const facts = await server.asAdmin(`select distinct facts from mails where template = 'incidents-opened'`);
  expect(facts).toEqual([{ facts: { customer: server.id('alpha'), incidents: [incident] } }]);
  const sent = await send();
  expect(Object.keys(sent).sort()).toEqual(['pa of delta', 'pa of gamma', 'second of gamma', 'tech of alpha']);
  expect(sent['pa of gamma']).toMatch(/Echo in the hall.*Room paris/);
});

it('D32 D43 tells nobody whose access ended while the mail waited, and of nothing that left their scope', async () => {
  for (const room of ['paris', 'berlin']) await record(room);
  await tell();
  const path = `/customers/${server.id('alpha')}/partners/${server.id('gamma')}`;
  const rehearsed = await server.askBySession('alpha.msa', 'DELETE', `${path}?rehearse=true`);
  const headers = { 'keyholder-rehearsal': String(rehearsed.at('rehearsal')) };
  expect((await server.askBySession('alpha.msa', 'DELETE', path, { headers })).status).toBeLessThan(300);
  await server.asAdmin(`update assignments set notify = false where partner_id is null`);
  const sent = await send();
  expect(Object.keys(sent)).toEqual(['pa of delta']);
  const left = await server.asAdmin(`select from mails where template = 'incidents-opened' and (state = 'queued' or facts <> '{}')`);
  expect(left).toEqual([]);
});
