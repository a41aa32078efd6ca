import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDecisionClient } from '../../packages/server/src/modules/identity/index.ts';
import { type Asked, type Seen, bytesOf, organizationOf } from '../support/composed.ts';
import { forgedLike } from '../support/forged.ts';
import { heartbeat, machine } from '../support/heartbeats.ts';
import { within } from '../support/tenants.ts';
import { tokenIn } from './activation-refusals.fixture.ts';
import { beat } from './estate-acts.fixture.ts';
import { type Stage, openStage } from './routes.fixture.ts';

// Organization and public id are no secrets: they stand in lists and ledgers. Whoever knows them knows nothing.
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const room = { name: 'Forged', country: 'FR', city: 'City', site: 'Site' };
const rooms = (): string => `/api/v1/customers/${stage.id('alpha')}/rooms`;
/** What somebody without any credential gets there. */
const nobody = (method: string, path: string, asked?: Asked): Promise<Seen> => stage.send(undefined, method, path, asked);

it('A19 an API token with the right organization and id and another secret is nobody, reading and acting, and does not change when the right one was used', async () => {
  const real = stage.token('alpha.msa');
  const forged = forgedLike('api', real);
  for (const [method, path, asked] of [
    ['GET', '/api/v1/me', {}],
    ['GET', rooms(), {}],
    ['POST', rooms(), { body: room }],
  ] as const) {
    const unknown = await nobody(method, path, asked);
    expect([method, path, bytesOf(await stage.send(forged, method, path, asked))]).toEqual([method, path, bytesOf(unknown)]);
    expect([method, path, unknown.status, unknown.code]).toEqual([method, path, 401, 'not_signed_in']);
  }
  const used = 'select last_used_at from api_tokens where user_id = $1';
  await stage.asAdmin('update api_tokens set last_used_at = null where user_id = $1', [stage.id('alpha.msa')]);
  await stage.send(forged, 'GET', '/api/v1/me');
  expect(await stage.asAdmin(used, [stage.id('alpha.msa')])).toEqual([{ last_used_at: null }]);
  expect((await stage.send(real, 'GET', '/api/v1/me')).status).toBe(200);
  expect(await stage.asAdmin(used, [stage.id('alpha.msa')])).toEqual([{ last_used_at: expect.anything() }]);
  expect((await stage.send(real, 'POST', rooms(), { body: room })).status).toBe(201);
});

it('A19 a session with the right organization and id and another secret is nobody, reads, acts and ends nothing', async () => {
  const real = await stage.session('alpha.msa');
  const me = await nobody('GET', '/api/v1/me', { headers: { cookie: `kh_session=${real}` } });
  const page = { 'x-csrf-token': String(me.at('csrfToken')), 'sec-fetch-site': 'same-origin' };
  const by = (session: string, method: string, path: string, asked: Asked = {}): Promise<Seen> =>
    nobody(method, path, { ...asked, headers: { ...page, cookie: `kh_session=${session}` } });
  for (const [method, path, asked] of [
    ['GET', '/api/v1/me', {}],
    ['GET', rooms(), {}],
    ['POST', rooms(), { body: room }],
  ] as const) {
    const unknown = await nobody(method, path, asked);
    const forged = await by(forgedLike('session', real), method, path, asked);
    expect([method, path, bytesOf(forged)]).toEqual([method, path, bytesOf(unknown)]);
    expect([method, path, forged.status, forged.code]).toEqual([method, path, 401, 'not_signed_in']);
  }
  await by(forgedLike('session', real), 'POST', '/signin/end');
  expect((await by(real, 'POST', rooms(), { body: { ...room, name: 'Real' } })).status).toBe(201);
});

it('A19 a decision client with the right id and another secret decides, searches and learns nothing, be it the platform’s or of an organization', async () => {
  const made = await stage.askBySession('alpha.msa', 'POST', `/organizations/${stage.id('alpha')}/decision-clients`, {
    body: { name: 'Door opener', expiresInDays: 1 },
  });
  const operator = organizationOf(stage.id('ops'));
  const platformClient = await within(stage.db, [operator], (tx) => makeDecisionClient(tx, { name: 'Of the platform', expiresInDays: 1 }));
  const subject = { type: 'user', id: stage.id('alpha.msa') };
  const action = { name: 'rooms.view' };
  const resource = { type: 'room', id: stage.id('alpha.inside'), properties: { customer: stage.id('alpha') } };
  const one = { subject, action, resource };
  for (const real of [platformClient, String(made.at('secret'))]) {
    for (const [path, body] of [
      ['evaluation', one],
      ['evaluations', { evaluations: [one] }],
      ['search/subject', { ...one, subject: { type: 'user' } }],
      ['search/resource', { ...one, resource: { type: 'room' } }],
      ['search/action', { subject, resource }],
    ] as const) {
      const ask = (credential: string | undefined): Promise<Seen> => stage.send(credential, 'POST', `/access/v1/${path}`, { body });
      const unknown = await ask(undefined);
      expect([path, bytesOf(await ask(forgedLike('decision', real)))]).toEqual([path, bytesOf(unknown)]);
      expect([path, unknown.status, (await ask(real)).status]).toEqual([path, 401, 200]);
    }
  }
});

it('A19 an activation link with the right id and another secret tells nothing and lets nobody in; it is not used up', async () => {
  const users = `/organizations/${stage.id('alpha')}/users`;
  const added = await stage.ask('alpha.msa', 'POST', users, { body: { email: 'newcomer@alpha.example', name: 'Newcomer' } });
  const link = tokenIn(await stage.askBySession('alpha.msa', 'POST', `${users}/${String(added.at('id'))}/activation-link`));
  for (const [method, asked] of [
    ['GET', {}],
    ['POST', { body: { password: 'tidal-lantern-42' } }],
  ] as const) {
    const unknown = await nobody(method, '/api/v1/activation', asked);
    expect([method, bytesOf(await stage.send(forgedLike('activate', link), method, '/api/v1/activation', asked))]).toEqual([
      method,
      bytesOf(unknown),
    ]);
    expect([method, unknown.status, (await stage.send(link, method, '/api/v1/activation', asked)).status]).toEqual([method, 404, 200]);
  }
});

it('A19 an enrolment key and an agent with the right id and another secret are nobody; the key is not used up', async () => {
  const key = String((await stage.ask('alpha.msa', 'GET', `/customers/${stage.id('alpha')}/rooms/${stage.id('alpha.spare')}/key`)).at('key'));
  const body = { attempt: 'F'.repeat(43), machine: machine('f') };
  const enrol = (credential: string | undefined): Promise<Seen> => stage.send(credential, 'POST', '/agent/v1/enrol', { body });
  expect(bytesOf(await enrol(forgedLike('enrol', key)))).toBe(bytesOf(await enrol(undefined)));
  const agent = String((await enrol(key)).at('credential'));
  const refused = await beat(stage, forgedLike('agent', agent));
  expect([refused.status, refused.code]).toEqual([401, 'not_signed_in']);
  expect(bytesOf(refused)).toBe(bytesOf(await stage.send(undefined, 'POST', '/agent/v1/heartbeat', { body: heartbeat(1) })));
  expect((await beat(stage, agent)).status).toBeLessThan(300);
});
