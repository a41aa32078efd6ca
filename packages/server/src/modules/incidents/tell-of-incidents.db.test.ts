import { type IncidentId, isId } from '@keyholder/contract';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Composed, openComposed } from '../../../../../tests/support/composed.ts';
import { tellOfIncidentsTask } from './tell-of-incidents.ts';
import { ticketWorld } from './tickets.fixture.ts';

let stage: Composed | undefined;
let server: Composed;
beforeEach(async () => {
  await stage?.close();
  server = stage = await openComposed(ticketWorld);
}, 60_000);
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
    `select u.name, (m.facts->>'count')::int as count from mails m join users u on u.id = m.user_id where m.template = 'incidents-opened' order by u.name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
};
const jobs = () =>
  server.asAdmin<{ key: string; soon: boolean }>(
    `select key, run_at > now() as soon from graphile_worker.jobs where task_identifier = 'tell_of_incidents'`,
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
