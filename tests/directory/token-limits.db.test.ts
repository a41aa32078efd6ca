import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Composed, openComposed } from '../support/composed.ts';
import { organizationOf, personOf, user } from './stage.fixture.ts';

const rooms = (customer: string) => [{ id: `${customer}.room`, customer, name: `Room of ${customer}`, country: 'FR', city: 'C', site: 'S' }];
const world = {
  organizations: [organizationOf('one'), organizationOf('two'), organizationOf('lit', { partnerEligible: true })],
  users: [personOf('one', 'msa', ['managed-service-admin']), personOf('lit', 'ann'), personOf('lit', 'ga', ['global-admin'])],
  groups: ['crew', 'plain'].map((id) => ({ id: `lit.${id}`, organization: 'lit', name: id, members: [user('lit.ann')] })),
  rooms: [...rooms('one'), ...rooms('two')],
  delegations: ['one', 'two'].map((customer) => ({
    customer,
    partner: 'lit',
    scope: [{ type: 'all' }],
    primaryAdmins: [user('lit.ann'), { type: 'group', id: 'lit.crew' }],
  })),
};
let server: Composed;
beforeEach(async () => {
  server = await openComposed(world);
});
afterEach(() => server?.close());

const make = (who: string, body: object) => server.askBySession(who, 'POST', '/me/tokens', { body: { name: 'Script', expiresInDays: 1, ...body } });
const get = (token: string, path: string) => server.send(token, 'GET', `/api/v1${path}`);
const idsIn = async (token: string, list: string): Promise<unknown[]> => {
  const items = (await get(token, `/${list}`)).at('items');
  return Array.isArray(items) ? items.map((one: { id: string }) => one.id) : [];
};

describe('a token with limits', () => {
  it('A16 D28 is not made for more than its person has, and leaves no row', async () => {
    const before = await server.asAdmin('select id from api_tokens order by id');
    for (const [body, pointer] of [
      [{ customers: [server.id('one'), `org_${'0'.repeat(26)}`] }, '/customers/1'],
      [{ permissions: ['rooms.view', 'rooms.reset_key'] }, '/permissions/1'],
    ] as const) {
      const seen = await make('lit.ann', body);
      expect([seen.status, seen.code, seen.at('errors', 0, 'pointer')]).toEqual([403, 'exceeds_own_rights', pointer]);
    }
    expect((await make('one.msa', { customers: [server.id('two')] })).code).toBe('exceeds_own_rights');
    expect(await server.asAdmin('select id from api_tokens order by id')).toEqual(before);
  });

  it('A17 reads one customer and knows no other: lists, rooms, its own sides, decisions', async () => {
    const made = await make('lit.ann', { customers: [server.id('one')] });
    expect(made.at('customers')).toEqual([server.id('one')]);
    const token = String(made.at('secret'));
    expect(await idsIn(server.token('lit.ann'), 'rooms')).toHaveLength(2);
    expect(await idsIn(token, 'rooms')).toEqual([server.id('one.room')]);
    expect(await idsIn(token, 'customers')).toEqual([server.id('one')]);
    expect((await get(token, '/me')).at('customers')).toMatchObject([{ id: server.id('one') }]);
    expect((await get(token, `/customers/${server.id('one')}/rooms/${server.id('one.room')}`)).status).toBe(200);
    expect((await get(token, `/customers/${server.id('two')}/rooms/${server.id('two.room')}`)).status).toBe(404);
    expect((await get(token, `/organizations/${server.id('lit')}/users`)).status).toBe(404);
    const asked = async (customer: string): Promise<unknown> =>
      (
        await server.send(token, 'POST', '/access/v1/evaluation', {
          body: {
            subject: { type: 'user', id: server.id('lit.ann') },
            action: { name: 'rooms.view' },
            resource: { type: 'room', id: server.id(`${customer}.room`), properties: { customer: server.id(customer) } },
          },
        })
      ).at('decision');
    expect([await asked('one'), await asked('two')]).toEqual([true, false]);
  });

  it('A16 A88 asks the decision API about nothing but its own permissions, of its own person too', async () => {
    const token = String((await make('lit.ann', { permissions: ['tickets.view'] })).at('secret'));
    const subject = { type: 'user', id: server.id('lit.ann') };
    const resource = { type: 'room', id: server.id('one.room'), properties: { customer: server.id('one') } };
    const ask = async (credential: string, path: string, body: object) =>
      server.send(credential, 'POST', `/access/v1/${path}`, { body: { subject, ...body } });
    const seen = async (credential: string, name: string): Promise<unknown[]> => [
      (await ask(credential, 'evaluation', { action: { name }, resource })).at('decision'),
      [(await ask(credential, 'search/resource', { action: { name }, resource: { type: 'room' } })).at('results')].flat().length,
      [(await ask(credential, 'search/subject', { subject: { type: 'user' }, action: { name }, resource })).at('results')].flat().length,
    ];
    expect(await seen(server.token('lit.ann'), 'rooms.view')).toEqual([true, 2, 1]);
    expect(await seen(token, 'rooms.view')).toEqual([false, 0, 0]);
    expect((await seen(token, 'tickets.view')).slice(0, 2)).toEqual([true, 2]);
    expect((await ask(token, 'search/action', { resource })).at('results')).toEqual([{ name: 'tickets.view' }]);
  });

  it('A16 D28 that names the own organization alone gives nobody rights at a customer, through no group', async () => {
    const [lit, crew] = [server.id('lit'), server.id('lit.crew')];
    const token = String((await make('lit.ga', { customers: [lit] })).at('secret'));
    const join = (credential: string, group: string) =>
      server.send(credential, 'POST', `/api/v1/organizations/${lit}/groups/${group}/members`, {
        body: { members: [{ type: 'user', id: server.id('lit.ga') }] },
      });
    const refused = await join(token, crew);
    expect([refused.status, refused.code]).toEqual([403, 'exceeds_own_rights']);
    expect((await join(token, server.id('lit.plain'))).status).toBe(200);
    expect((await join(server.token('lit.ga'), crew)).status).toBe(200);
  });

  it('A16 does what it names and nothing else, and shrinks with its person', async () => {
    const token = String((await make('lit.ann', { permissions: ['rooms.view'] })).at('secret'));
    const path = `/customers/${server.id('one')}/rooms/${server.id('one.room')}`;
    expect((await get(token, path)).status).toBe(200);
    const patch = (credential: string) =>
      server.send(credential, 'PATCH', `/api/v1${path}`, { body: { notes: 'N' }, headers: { 'if-match': '"1"' } });
    expect((await patch(token)).status).toBe(403);
    expect((await patch(server.token('lit.ann'))).status).toBe(200);
    await server.ask('lit.ga', 'PATCH', `/organizations/${server.id('lit')}/users/${server.id('lit.ann')}`, {
      body: { active: false },
      headers: { 'if-match': '"1"' },
    });
    expect((await get(token, path)).status).toBe(401);
  });
});
