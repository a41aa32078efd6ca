import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Seen, bytesOf } from '../support/composed.ts';
import { acts, leave } from './acts.fixture.ts';
import { beat } from './estate-acts.fixture.ts';
import { invitationsOf, invited, offer } from './invitation-acts.fixture.ts';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const csrf = (seen: Seen): string => `${seen.status} ${seen.code}`;

it('A35 lets a cookie act only together with what our own pages send, and never beside another credential', async () => {
  const path = `/customers/${stage.id('alpha')}/scope/measure`;
  const body = { scope: [{ type: 'all' }] };
  const by = (headers: Record<string, string>) => stage.askBySession('alpha.msa', 'POST', path, { body, headers });
  expect((await by({})).status).toBe(200);
  for (const headers of [
    { 'x-csrf-token': '' },
    { 'x-csrf-token': 'x' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ])
    expect([headers, csrf(await by(headers))]).toEqual([headers, '403 csrf']);
  expect((await by({ authorization: 'Bearer nonsense' })).status).toBe(401);
  const other = await stage.askBySession('alpha.ga', 'GET', '/me');
  expect(csrf(await by({ 'x-csrf-token': String(other.at('csrfToken')) }))).toBe('403 csrf');
});

it('A40 A41 lets nobody but the partner’s own answerers answer, whatever the id', async () => {
  const id = await invited(stage, 'gamma.example');
  const decline = (who: string, partner: string, invitation: string) =>
    stage.ask(who, 'POST', `/partners/${stage.id(partner)}/invitations/${invitation}/decline`);
  for (const one of [id, `inv_${'0'.repeat(26)}`, 'x']) expect((await decline('gamma.technician', 'gamma', one)).status).toBe(403);
  const strangers = [await decline('delta.tm', 'gamma', id), await decline('delta.tm', 'delta', id), await decline('beta.msa', 'gamma', id)];
  expect(new Set(strangers.map(bytesOf)).size).toBe(1);
  expect(strangers[0]?.status).toBe(404);
  expect((await stage.ask('gamma.tm', 'GET', `/partners/${stage.id('gamma')}/invitations/${id}`)).at('state')).toBe('pending');
  expect((await decline('gamma.tm', 'gamma', id)).status).toBe(200);
});

it('A07 keeps a stored answer for the person who was answered, on the route where it was', async () => {
  const make = (who: string, customer: string) =>
    stage.ask(who, 'POST', `/customers/${stage.id(customer)}/rooms`, {
      body: { name: 'Twice', country: 'FR', city: 'C', site: 'S' },
      headers: { 'idempotency-key': 'k' },
    });
  const made = [await make('alpha.msa', 'alpha'), await make('alpha.ga', 'alpha'), await make('beta.msa', 'beta')];
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(made.map((seen) => seen.at('id'))).size).toBe(3);
  expect((await make('alpha.msa', 'alpha')).at('id')).toBe(made[0]?.at('id'));
});

it('A08 takes a cursor from nobody but the person it was made for, and not with a letter of it changed', async () => {
  const cursor = String((await stage.ask('alpha.msa', 'GET', '/rooms?limit=1')).at('nextCursor'));
  const go = (who: string, with_: string, list = 'rooms') => stage.ask(who, 'GET', `/${list}?limit=1&cursor=${encodeURIComponent(with_)}`);
  expect((await go('alpha.msa', cursor)).status).toBe(200);
  expect([(await go('alpha.ga', cursor)).code, (await go('alpha.msa', cursor, 'incidents')).code]).toEqual(['invalid_cursor', 'invalid_cursor']);
  for (let n = 0; n < cursor.length; n += 1) {
    const flipped = `${cursor.slice(0, n)}${cursor[n] === 'A' ? 'B' : 'A'}${cursor.slice(n + 1)}`;
    expect([n, (await go('alpha.msa', flipped)).code]).toEqual([n, 'invalid_cursor']);
  }
});

it('A72 A76 leaves a removed partner nothing: no path, list, cursor, stored answer or decision; and nothing comes back with a new invitation', async () => {
  const alpha = stage.id('alpha');
  const gamma = stage.id('gamma');
  const room = `/customers/${alpha}/rooms/${stage.id('alpha.inside')}`;
  const cursor = String((await stage.ask('gamma.technician', 'GET', '/rooms?limit=1')).at('nextCursor'));
  expect((await stage.ask('gamma.technician', 'GET', room)).status).toBe(200);
  expect((await leave(stage, 'alpha.msa', `/customers/${alpha}/partners/${gamma}`)).status).toBe(200);

  const absent = bytesOf(await stage.ask('gamma.technician', 'GET', room.replace(alpha, `org_${'0'.repeat(26)}`)));
  const tried = async (): Promise<string[]> => {
    const answers: string[] = [];
    for (const who of ['gamma.pa', 'gamma.technician']) {
      for (const path of [
        room,
        `/customers/${alpha}/rooms`,
        `/customers/${alpha}/places`,
        `/customers/${alpha}/audit/export?format=jsonl`,
        `/partners/${gamma}/customers/${alpha}`,
        `/customers/${alpha}/incidents/${stage.id('alpha.incident')}`,
        `/customers/${alpha}/change-requests/${stage.objects.own['changeRequest']}`,
      ]) {
        answers.push(bytesOf(await stage.ask(who, 'GET', path, { headers: { 'if-none-match': '"1"' } })));
      }
      answers.push(bytesOf(await stage.ask(who, 'PATCH', room, { body: { notes: 'late' }, headers: { 'if-match': '"1"', 'idempotency-key': 'k' } })));
      answers.push(bytesOf(await stage.ask(who, 'DELETE', `/partners/${gamma}/customers/${alpha}?rehearse=true`)));
      for (const list of ['rooms', 'incidents', 'room-groups', 'change-requests', 'audit', 'customers'])
        expect((await stage.ask(who, 'GET', `/${list}`)).at('items')).toEqual([]);
    }
    return answers;
  };
  expect(new Set(await tried())).toEqual(new Set([absent]));
  expect((await stage.ask('gamma.technician', 'GET', `/rooms?limit=1&cursor=${encodeURIComponent(cursor)}`)).at('items')).toEqual([]);

  const again = String((await stage.ask('alpha.msa', 'POST', invitationsOf(stage), { body: offer(stage, 'gamma.example') })).at('id'));
  const accepted = await stage.ask('gamma.tm', 'POST', `/partners/${gamma}/invitations/${again}/accept`, {
    body: { primaryAdmins: [{ type: 'user', id: stage.id('gamma.msa') }] },
  });
  expect(accepted.status).toBe(200);
  expect((await stage.ask('gamma.msa', 'GET', room)).status).toBe(200);
  expect(new Set(await tried())).toEqual(new Set([absent]));
});

it('A77 knows nobody of a suspended organization: no person, no session, no agent, no decision', async () => {
  const enrol = acts.find(({ operation }) => operation === 'agents.enrol');
  const credential = String((await enrol?.run(stage))?.at('credential'));
  const evaluate = () => stage.send(stage.token('delta.ga'), 'POST', '/access/v1/evaluation', { body: {} });
  expect([(await beat(stage, credential)).status, (await stage.ask('alpha.msa', 'GET', '/me')).status, (await evaluate()).status]).toEqual([
    200, 200, 400,
  ]);
  await stage.asAdmin(`update organizations set state = 'suspended' where id = $1`, [stage.id('alpha')]);
  expect([
    (await beat(stage, credential)).status,
    (await stage.ask('alpha.msa', 'GET', '/me')).status,
    (await stage.askBySession('alpha.msa', 'GET', '/me')).status,
  ]).toEqual([401, 401, 401]);
  await stage.asAdmin(`update organizations set state = 'active' where id = $1`, [stage.id('alpha')]);
  expect((await stage.ask('alpha.msa', 'GET', '/me')).status).toBe(200);
});
