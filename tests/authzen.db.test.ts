import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, type Composed, type Seen, absentLike, bytesOf, openComposed } from './support/composed.ts';

// The cases of the AuthZEN working group's certification scenario that say how a decision point answers, asked of a world of
// ours: alice may read and change her rooms, bob may only read; a colleague of neither sees nothing.

const user = (id: string, organization: string, roles: string[] = []) => ({
  id,
  organization,
  email: `${id}@${organization}.example`,
  name: id,
  roles,
});
const member = (id: string) => ({ type: 'user', id });
const room = (id: string, customer: string, country: string) => ({ id, customer, name: id, country, city: 'City', site: 'Site' });
const world = {
  organizations: [
    { id: 'owner', name: 'Owner', domains: ['owner.example'], country: 'FR' },
    { id: 'helper', name: 'Helper', domains: ['helper.example'], country: 'FR', partnerEligible: true },
    { id: 'stranger', name: 'Stranger', domains: ['stranger.example'], country: 'FR' },
  ],
  users: [
    user('admin', 'owner', ['managed-service-admin']),
    user('boss', 'helper', ['managed-service-admin']),
    user('lead', 'helper'),
    user('alice', 'helper'),
    user('bob', 'helper'),
    user('zoe', 'stranger', ['global-admin']),
  ],
  groups: [{ id: 'desk', organization: 'helper', name: 'Desk', members: [member('alice')] }],
  roomGroups: [{ id: 'boards', customer: 'owner', name: 'Boards' }],
  rooms: [
    room('record-1', 'owner', 'FR'),
    room('record-2', 'owner', 'DE'),
    { ...room('record-3', 'owner', 'FR'), groups: ['boards'] },
    room('far', 'stranger', 'FR'),
  ],
  delegations: [
    {
      customer: 'owner',
      partner: 'helper',
      scope: [{ type: 'rule', where: { country: ['FR'] } }],
      primaryAdmins: [member('lead')],
      changeControl: { 'tickets.update': 'manual' },
      roles: [
        { id: 'fixer', name: 'Fixer', permissions: ['rooms.view', 'rooms.modify', 'tickets.view', 'tickets.update'] },
        { id: 'reader', name: 'Reader', permissions: ['rooms.view'] },
      ],
      assignments: [
        { role: 'fixer', members: [{ type: 'group', id: 'desk' }], scope: [{ type: 'all' }] },
        { role: 'reader', members: [member('bob')], scope: [{ type: 'room', id: 'record-1' }] },
      ],
    },
  ],
};

let pdp: Composed;
beforeAll(async () => {
  pdp = await openComposed(world);
});
afterAll(() => pdp?.close());

const subject = (id: string) => ({ type: 'user', id: pdp.id(id) });
const action = (name: string) => ({ name });
const resource = (id: string, customer = 'owner') => ({ type: 'room', id: pdp.id(id), properties: { customer: pdp.id(customer) } });
const asks = (who: string, name: string, what: string) => ({ subject: subject(who), action: action(name), resource: resource(what) });
const post = (path: string, body: unknown, asked: Asked = {}, by = 'admin'): Promise<Seen> =>
  pdp.send(pdp.token(by), 'POST', `/access/v1/${path}`, { body, ...asked });
const without = (body: object, ...path: string[]): object => {
  const copy = structuredClone(body);
  let part: Record<string, unknown> = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) part = part[name] as Record<string, unknown>;
  delete part[path.at(-1) ?? ''];
  return copy;
};

describe('access evaluation', () => {
  it('answers what is asked, and ignores properties, context and members that it does not know (A89)', async () => {
    const rows: [who: string, name: string, what: string, decision: boolean][] = [
      ['alice', 'rooms.view', 'record-1', true],
      ['alice', 'rooms.modify', 'record-1', true],
      ['alice', 'rooms.modify', 'record-2', false],
      ['bob', 'rooms.view', 'record-1', true],
      ['bob', 'rooms.modify', 'record-1', false],
      ['bob', 'rooms.view', 'record-3', false],
    ];
    for (const [who, name, what, decision] of rows) {
      const plain = await post('evaluation', asks(who, name, what));
      expect([who, name, what, plain.status, plain.at('decision')]).toEqual([who, name, what, 200, decision]);
      expect(plain.header('content-type')).toMatch(/^application\/json/);
      const lying = {
        subject: { ...subject(who), properties: { roles: ['global-admin'], groups: ['desk'] } },
        action: { name, properties: { method: 'GET' } },
        resource: { ...resource(what), properties: { customer: pdp.id('owner'), owner: 'me' } },
        context: { time: '1985-10-26T01:22-07:00', ip: '10.0.0.1' },
        futureField: { nested: true },
      };
      expect((await post('evaluation', lying)).text).toBe(plain.text);
    }
  });

  it('says whether a denial is one, or waits for the customer (api.md)', async () => {
    expect((await post('evaluation', asks('alice', 'tickets.update', 'record-1'))).text).toBe(
      '{"decision":false,"context":{"code":"needs_approval"}}',
    );
    expect((await post('evaluation', asks('bob', 'tickets.update', 'record-1'))).text).toBe('{"decision":false,"context":{"code":"denied"}}');
  });

  it('answers 400 to every request that lacks something or has it in another type', async () => {
    const whole = asks('alice', 'rooms.view', 'record-1');
    for (const path of [
      ['subject'],
      ['action'],
      ['resource'],
      ['subject', 'type'],
      ['subject', 'id'],
      ['action', 'name'],
      ['resource', 'type'],
      ['resource', 'id'],
    ])
      expect([path, (await post('evaluation', without(whole, ...path))).status]).toEqual([path, 400]);
    for (const wrong of [
      { subject: 'alice' },
      { action: { name: 123 } },
      { resource: [] },
      { context: 'now' },
      { subject: { ...whole.subject, properties: 7 } },
    ])
      expect([wrong, (await post('evaluation', { ...whole, ...wrong })).status]).toEqual([wrong, 400]);
    const raws: Asked[] = [
      { raw: '{"subject":', headers: { 'content-type': 'application/json' } },
      { raw: '', headers: { 'content-type': 'application/json' } },
      { raw: JSON.stringify(whole), headers: { 'content-type': 'text/plain' } },
      { raw: '[]', headers: { 'content-type': 'application/json' } },
    ];
    for (const raw of raws) {
      const seen = await pdp.send(pdp.token('admin'), 'POST', '/access/v1/evaluation', raw);
      expect([raw.raw, seen.status, seen.code]).toEqual([raw.raw, 400, 'malformed']);
    }
  });

  it('names the request as the caller named it, in every answer, and names it itself where the caller did not', async () => {
    const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
    for (const path of ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action'])
      for (const body of [asks('alice', 'rooms.view', 'record-1'), {}])
        expect((await post(path, body, { headers })).header('x-request-id')).toBe(headers['x-request-id']);
    const stranger = await pdp.send(undefined, 'POST', '/access/v1/evaluation', { body: {}, headers });
    expect([stranger.status, stranger.header('x-request-id'), stranger.header('www-authenticate')]).toEqual([401, headers['x-request-id'], 'Bearer']);
    expect((await post('evaluation', asks('alice', 'rooms.view', 'record-1'))).header('x-request-id')).toMatch(/^req_/);
  });
});

describe('access evaluations', () => {
  const decisions = async (body: object): Promise<unknown> => (await post('evaluations', body)).at('evaluations');

  it('fills what an item leaves out from the top level, each member as a whole', async () => {
    const body = {
      ...asks('bob', 'rooms.view', 'record-1'),
      context: { time: '2025-06-27T18:03-07:00' },
      evaluations: [
        {},
        { action: action('rooms.modify') },
        { resource: resource('record-3') },
        { subject: subject('alice'), resource: resource('record-3') },
      ],
    };
    expect(await decisions(body)).toMatchObject([{ decision: true }, { decision: false }, { decision: false }, { decision: true }]);
    const partly = {
      subject: subject('alice'),
      action: action('rooms.view'),
      resource: resource('record-1'),
      evaluations: [{ resource: { type: 'room' } }],
    };
    expect(await decisions(partly)).toMatchObject([{ decision: false, context: { error: { status: 400 } } }]);
  });

  it('A91 stops where its semantic says so, and keeps the order', async () => {
    const items = ['record-1', 'record-2', 'record-3'].map((id) => ({ resource: resource(id) }));
    const asked = (evaluations_semantic?: string, evaluations: object[] = items) => ({
      subject: subject('alice'),
      action: action('rooms.view'),
      evaluations,
      ...(evaluations_semantic === undefined ? { options: { another_option: 1 } } : { options: { evaluations_semantic } }),
    });
    const shown = async (body: object): Promise<boolean[]> => ((await decisions(body)) as { decision: boolean }[]).map(({ decision }) => decision);
    expect(await shown(asked())).toEqual([true, false, true]);
    expect(await shown(asked('execute_all'))).toEqual([true, false, true]);
    expect(await shown(asked('deny_on_first_deny'))).toEqual([true, false]);
    expect(await shown(asked('permit_on_first_permit'))).toEqual([true]);
    expect(await shown(asked('permit_on_first_permit', [...items].reverse().slice(1)))).toEqual([false, true]);
    expect(await shown(asked('deny_on_first_deny', [{}, ...items]))).toEqual([false]);
    expect((await post('evaluations', asked('sometimes'))).status).toBe(400);
  });

  it('A91 spoils no item by another one, and is never true by default', async () => {
    const body = {
      subject: subject('alice'),
      action: action('rooms.view'),
      evaluations: [{ resource: resource('record-1') }, {}, 'x', null, { subject: 7 }],
    };
    const found = await decisions(body);
    expect(found).toMatchObject([{ decision: true }, { decision: false }, { decision: false }, { decision: false }, { decision: false }]);
  });

  it('is a single evaluation without items', async () => {
    const body = asks('alice', 'rooms.view', 'record-1');
    for (const more of [{}, { evaluations: [] }]) expect((await post('evaluations', { ...body, ...more })).text).toBe('{"decision":true}');
    expect((await post('evaluations', { subject: subject('alice') })).status).toBe(400);
    expect((await post('evaluations', { ...body, evaluations: {} })).status).toBe(400);
  });
});

describe('searches', () => {
  const ids = (seen: Seen): unknown => (seen.at('results') as { id?: string; name?: string }[]).map(({ id, name }) => id ?? name);

  it('finds people through groups, whatever id the searched one bears', async () => {
    const asked = { subject: { type: 'user' }, action: action('rooms.view'), resource: resource('record-1') };
    const found = await post('search/subject', asked);
    expect(found.at('page', 'next_token')).toBe('');
    expect(new Set(ids(found) as string[])).toEqual(new Set(['admin', 'lead', 'alice', 'bob'].map(pdp.id)));
    expect((await post('search/subject', { ...asked, subject: subject('alice'), context: { time: 'now' } })).at('results')).toEqual(
      found.at('results'),
    );
  });

  it('finds resources with the customer they are asked under, and actions by name', async () => {
    const found = await post('search/resource', { subject: subject('alice'), action: action('rooms.modify'), resource: { type: 'room', id: 'x' } });
    const expected = ['record-1', 'record-3'].map((id) => ({ type: 'room', id: pdp.id(id), properties: { customer: pdp.id('owner') } }));
    expect(new Set(found.at('results') as object[])).toEqual(new Set(expected));
    const actions = await post('search/action', { subject: subject('alice'), resource: resource('record-1') });
    expect(ids(actions)).toEqual(['rooms.modify', 'rooms.view', 'tickets.view']); // what waits for approval is not done at once
  });

  it('goes on by its token, alone or with the same limit, to the empty token; a token of another question is refused', async () => {
    const asked = { subject: { type: 'user' }, action: action('rooms.view'), resource: resource('record-1') };
    const first = await post('search/subject', { ...asked, page: { limit: 3 } });
    expect([first.at('page', 'count'), (ids(first) as string[]).length]).toEqual([3, 3]);
    const token = first.at('page', 'next_token');
    for (const page of [{ token }, { token, limit: 3 }]) {
      const next = await post('search/subject', { ...asked, page });
      expect(next.at('page')).toEqual({ next_token: '', count: 1 });
      expect(new Set([...(ids(first) as string[]), ...(ids(next) as string[])]).size).toBe(4);
    }
    const others = [
      { ...asked, page: { token, limit: 2 } },
      { ...asked, action: action('rooms.modify'), page: { token } },
      { ...asked, context: { a: 1 }, page: { token } },
      { ...asked, page: { token: `${String(token)}A` } },
    ];
    for (const other of others) expect((await post('search/subject', other)).code).toBe('invalid_cursor');
    expect((await post('search/subject', { ...asked, page: { token } }, {}, 'lead')).code).toBe('invalid_cursor');
    expect((await post('search/subject', { ...asked, page: { limit: 0 } })).at('page', 'count')).toBe(0);
    for (const limit of [-1, 1.5, '3']) expect((await post('search/subject', { ...asked, page: { limit } })).status).toBe(400);
  });

  it('finds nothing of what it does not know, and answers 400 to what is incomplete', async () => {
    const whole = asks('alice', 'rooms.view', 'record-1');
    const empty: [string, object][] = [
      ['search/subject', { ...whole, subject: { type: 'spaceship' } }],
      ['search/resource', { ...whole, resource: { type: 'spaceship' } }],
      ['search/action', { ...whole, subject: { type: 'user', id: 'nobody' } }],
      ['search/action', { ...whole, resource: { type: 'spaceship', id: '1' } }],
      ['search/resource', { ...whole, action: action('rooms.paint') }],
    ];
    for (const [path, body] of empty)
      expect([path, (await post(path, body)).text]).toEqual([path, '{"page":{"next_token":"","count":0},"results":[]}']);
    const lacking: [string, object][] = [
      ['search/subject', without(whole, 'action')],
      ['search/subject', without(whole, 'resource', 'id')],
      ['search/subject', without(whole, 'subject', 'type')],
      ['search/resource', without(whole, 'subject')],
      ['search/resource', without(whole, 'subject', 'id')],
      ['search/action', without(whole, 'resource')],
      ['search/action', without(whole, 'subject', 'id')],
    ];
    for (const [path, body] of lacking) expect([path, body, (await post(path, body)).status]).toEqual([path, body, 400]);
  });
});

describe('A88 who asks', () => {
  const denied = '{"decision":false,"context":{"code":"denied"}}';
  it('is told of foreign, absent and invisible things in the same bytes', async () => {
    const foreign = await post('evaluation', { ...asks('zoe', 'rooms.view', 'far'), resource: resource('far', 'stranger') });
    const absent = await post('evaluation', {
      subject: { type: 'user', id: absentLike(pdp.id('zoe')) },
      action: action('rooms.view'),
      resource: { type: 'room', id: absentLike(pdp.id('far')), properties: { customer: absentLike(pdp.id('stranger')) } },
    });
    expect(foreign.text).toBe(denied);
    expect(bytesOf(foreign)).toBe(bytesOf(absent));
    // a partner's person: the customer's own people, and rooms outside the delegation, do not exist for it
    expect((await post('evaluation', asks('admin', 'rooms.view', 'record-1'), {}, 'lead')).text).toBe(denied);
    expect((await post('evaluation', asks('admin', 'rooms.view', 'record-1'), {}, 'admin')).text).toBe('{"decision":true}');
  });

  it('asks about itself, and about colleagues only with roles.view over the thing', async () => {
    expect((await post('evaluation', asks('bob', 'rooms.view', 'record-1'), {}, 'bob')).text).toBe('{"decision":true}');
    expect((await post('evaluation', asks('alice', 'rooms.view', 'record-1'), {}, 'bob')).text).toBe(denied);
    expect((await post('evaluation', asks('alice', 'rooms.view', 'record-1'), {}, 'lead')).text).toBe('{"decision":true}');
    const found = await post(
      'search/subject',
      { subject: { type: 'user' }, action: action('rooms.view'), resource: resource('record-1') },
      {},
      'bob',
    );
    expect(found.at('results')).toEqual([subject('bob')]);
    const byLead = await post(
      'search/subject',
      { subject: { type: 'user' }, action: action('rooms.view'), resource: resource('record-1') },
      {},
      'lead',
    );
    expect(new Set((byLead.at('results') as { id: string }[]).map(({ id }) => id))).toEqual(new Set(['lead', 'alice', 'bob'].map(pdp.id)));
  });

  it('A17 A20 A75 is a client of an organization about that organization, and nobody once it is revoked', async () => {
    const clients = `/organizations/${pdp.id('helper')}/decision-clients`;
    const made = await pdp.askBySession('boss', 'POST', clients, { body: { name: 'Door opener', expiresInDays: 1 } });
    expect(made.status).toBe(201);
    const by = (body: object): Promise<Seen> => pdp.send(String(made.at('secret')), 'POST', '/access/v1/evaluation', { body });
    expect((await by(asks('alice', 'rooms.view', 'record-1'))).text).toBe('{"decision":true}');
    expect((await by(asks('admin', 'rooms.view', 'record-1'))).text).toBe(denied); // of the customer
    expect((await by({ ...asks('zoe', 'rooms.view', 'far'), resource: resource('far', 'stranger') })).text).toBe(denied);
    // for its organization, not for its maker, who has no role at that customer: ids of what its people may see there, of nobody else's
    const found = async (who: string): Promise<unknown> =>
      (
        await pdp.send(String(made.at('secret')), 'POST', '/access/v1/search/resource', {
          body: { subject: subject(who), action: action('rooms.view'), resource: { type: 'room' } },
        })
      ).at('results');
    expect(await found('alice')).toContainEqual({ type: 'room', id: pdp.id('record-1'), properties: { customer: expect.any(String) } });
    expect([await found('boss'), await found('admin')]).toEqual([[], []]);
    for (const path of ['/api/v1/me', '/api/v1/rooms']) expect((await pdp.send(String(made.at('secret')), 'GET', path)).status).toBe(401);
    const listed = await pdp.askBySession('boss', 'GET', clients);
    expect([listed.at('items', 0, 'id'), listed.at('items', 0, 'secret')]).toEqual([made.at('id'), undefined]);
    expect((await pdp.askBySession('boss', 'DELETE', `${clients}/${String(made.at('id'))}`)).status).toBe(200);
    expect((await by(asks('alice', 'rooms.view', 'record-1'))).status).toBe(401);
  });

  it('A90 takes no text of another form for an id, in any order', async () => {
    for (const id of ['', 'room_', '_', 'room_1:2', 'room_1\u0000', 'ROOM_1', `${pdp.id('record-1')} `, 'rооm_1']) {
      const body = { ...asks('alice', 'rooms.view', 'record-1'), resource: { ...resource('record-1'), id } };
      expect([id, (await post('evaluation', body)).text]).toEqual([id, denied]);
    }
    expect((await post('evaluation', asks('alice', 'rooms.view', 'record-1'))).text).toBe('{"decision":true}');
  });

  it('A90 takes no other words for those it has answered, wherever the border between them is', async () => {
    const words = ['user', pdp.id('alice'), 'rooms.view', 'room', pdp.id('record-1')];
    const put = ([type = '', id = '', name = '', kind = '', what = '']: string[]): object => ({
      subject: { type, id },
      action: { name },
      resource: { type: kind, id: what, properties: { customer: pdp.id('owner') } },
    });
    const allowed = '{"decision":true}';
    const moved = words.slice(1).flatMap((word, n) => {
      const before = words[n] ?? '';
      return [
        words.with(n, before.slice(0, -1)).with(n + 1, `${before.slice(-1)}${word}`),
        words.with(n, `${before}${word[0]}`).with(n + 1, word.slice(1)),
      ];
    });
    expect((await post('evaluation', put(words))).text).toBe(allowed);
    for (const other of moved) expect([other, (await post('evaluation', put(other))).text]).toEqual([other, denied]);
    const both = [...moved.toReversed(), words, ...moved].map(put);
    const answers = (await post('evaluations', { evaluations: both })).at('evaluations');
    expect(answers).toEqual(both.map((_, n) => JSON.parse(n === moved.length ? allowed : denied) as unknown));
  });

  it('finds all endpoints by the metadata document, without a credential', async () => {
    const seen = await pdp.send(undefined, 'GET', '/.well-known/authzen-configuration');
    expect(seen.status).toBe(200);
    expect(seen.header('content-type')).toMatch(/^application\/json/);
    expect(seen.at('policy_decision_point')).toBe(pdp.origin);
    for (const [name, path] of Object.entries({
      access_evaluation_endpoint: 'evaluation',
      access_evaluations_endpoint: 'evaluations',
      search_subject_endpoint: 'search/subject',
      search_resource_endpoint: 'search/resource',
      search_action_endpoint: 'search/action',
    }))
      expect(seen.at(name)).toBe(`${pdp.origin}/access/v1/${path}`);
  });
});
