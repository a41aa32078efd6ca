import { type UserId, isId, permissionKeys } from '@keyholder/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../packages/server/src/kernel/result.ts';
import { reachOf } from '../packages/server/src/kernel/tenant.ts';
import { estate } from '../packages/server/src/estate.ts';
import { exportAccess } from '../packages/server/src/modules/authorization/export-access.ts';
import { FactCache } from '../packages/server/src/modules/authorization/index.ts';
import { inTenant } from '../packages/server/src/platform/postgres/in-tenant.ts';
import { type Composed, type Seen, absentLike, bytesOf, openComposed } from './support/composed.ts';
import { callOf } from './support/tenants.ts';

const user = (id: string, organization: string, roles: string[] = []) => ({
  id,
  organization,
  email: `${id}@${organization}.example`,
  name: `=${id}`,
  roles,
});
const member = (id: string) => ({ type: 'user', id });
const group = (id: string) => ({ type: 'group', id });
const room = (id: string, country: string, more: object = {}) => ({
  id,
  customer: 'owner',
  name: `Room ${id}`,
  country,
  city: 'City',
  site: 'Site',
  ...more,
});
const french = { type: 'rule', where: { country: ['FR'] } };
const world = {
  organizations: [
    { id: 'owner', name: 'Owner', domains: ['owner.example'], country: 'FR' },
    { id: 'helper', name: 'Helper', domains: ['helper.example'], country: 'FR', partnerEligible: true },
    { id: 'rival', name: 'Rival', domains: ['rival.example'], country: 'FR', partnerEligible: true },
  ],
  users: [
    user('admin', 'owner', ['managed-service-admin']),
    user('auditor', 'owner'),
    user('tech', 'owner'),
    user('lead', 'helper'),
    user('ann', 'helper'),
    user('bob', 'helper'),
    user('eve', 'rival'),
  ],
  groups: [
    { id: 'night', organization: 'helper', name: 'Night shift', members: [member('ann')] },
    { id: 'desk', organization: 'helper', name: 'Desk', members: [group('night')] },
  ],
  roomGroups: [{ id: 'boards', customer: 'owner', name: 'Boards' }],
  rooms: [room('paris', 'FR', { groups: ['boards'] }), room('lyon', 'FR'), room('berlin', 'DE')],
  customerAssignments: [
    { customer: 'owner', role: 'site-tech', members: [member('tech')], scope: [{ type: 'room', id: 'berlin' }] },
    { customer: 'owner', role: 'auditor', members: [member('auditor')], scope: [{ type: 'all' }] },
  ],
  delegations: [
    {
      customer: 'owner',
      partner: 'helper',
      scope: [french],
      primaryAdmins: [member('lead')],
      changeControl: { 'rooms.modify': 'manual' },
      roles: [{ id: 'desk-role', name: 'Help desk', permissions: ['rooms.view', 'rooms.modify'] }],
      assignments: [
        {
          role: 'desk-role',
          members: [group('desk')],
          scope: [
            { type: 'group', id: 'boards' },
            { type: 'room', id: 'berlin' },
          ],
        },
      ],
    },
    { customer: 'owner', partner: 'rival', scope: [{ type: 'room', id: 'lyon' }], primaryAdmins: [member('eve')] },
  ],
};

let kh: Composed;
beforeAll(async () => {
  kh = await openComposed(world);
});
afterAll(() => kh?.close());

const explained = (by: string, actor: string, action: string, object: string): Promise<Seen> =>
  kh.ask(by, 'GET', `/explain?actor=${kh.id(actor)}&action=${action}&object=${kh.id(object)}`);
const names = (seen: Seen): unknown => (seen.at('items') as { person: { id: string } }[]).map(({ person }) => person.id);
const idsOf = (...aliases: string[]): Set<string> => new Set(aliases.map(kh.id));

describe('D48 Explain', () => {
  it('names role, assignment, the chain of groups, the atom and the delegated atom of a yes', async () => {
    const seen = await explained('admin', 'ann', 'rooms.view', 'paris');
    expect(seen.status).toBe(200);
    expect(seen.at('outcome')).toBe('allow');
    expect(seen.at('object')).toMatchObject({ type: 'room', name: 'Room paris', customer: { name: 'Owner' } });
    expect(seen.at('paths')).toMatchObject([
      {
        by: 'assignment',
        role: { name: 'Help desk', builtIn: false },
        groups: [
          { id: kh.id('desk'), name: 'Desk' },
          { id: kh.id('night'), name: 'Night shift' },
        ],
        atoms: [{ atom: { type: 'group', id: kh.id('boards') }, name: 'Boards' }],
        delegation: { partner: { name: 'Helper' }, atoms: [{ atom: french }] },
      },
    ]);
    expect((await explained('admin', 'ann', 'rooms.modify', 'paris')).at('outcome')).toBe('needs_approval');
    expect((await explained('admin', 'admin', 'rooms.reset_key', 'berlin')).at('paths')).toMatchObject([
      { by: 'directory', role: { id: 'managed-service-admin', builtIn: true } },
    ]);
  });

  it('names the nearest missing thing of a no', async () => {
    const missing = async (actor: string, action: string, object: string): Promise<unknown> =>
      ((await explained('admin', actor, action, object)).at('nearest') as { missing: { kind: string }[] }[]).map((way) =>
        way.missing.map(({ kind }) => kind),
      );
    expect(await missing('ann', 'rooms.view', 'lyon')).toEqual([['outside_assignment']]);
    expect(await missing('ann', 'rooms.view', 'berlin')).toEqual([['outside_delegation']]);
    expect(await missing('ann', 'tickets.view', 'paris')).toEqual([['lacks_permission']]);
    expect(await missing('ann', 'rooms.reset_key', 'paris')).toEqual([['not_for_partners']]);
    expect(await missing('bob', 'rooms.view', 'paris')).toEqual([['no_assignment']]);
    expect(await missing('tech', 'rooms.view', 'paris')).toEqual([['outside_assignment']]);
    expect(await missing('tech', 'groups.modify', 'boards')).toEqual([['lacks_permission', 'outside_assignment']]);
    expect(await missing('admin', 'changes.request', 'owner')).toEqual([['role_excludes']]);
  });

  it('agrees with the decision API about every person, action and thing', async () => {
    const people = ['admin', 'auditor', 'tech', 'lead', 'ann', 'bob', 'eve'];
    for (const object of ['paris', 'berlin', 'boards', 'owner']) {
      const kind = { paris: 'room', berlin: 'room', boards: 'room-group', owner: 'organization' }[object];
      const questions = people.flatMap((who) => permissionKeys.filter((_, n) => n % 5 === 0).map((action) => ({ who, action })));
      const answers = await kh.send(kh.token('admin'), 'POST', '/access/v1/evaluations', {
        body: {
          resource: { type: kind, id: kh.id(object), properties: { customer: kh.id('owner') } },
          evaluations: questions.map(({ who, action }) => ({ subject: { type: 'user', id: kh.id(who) }, action: { name: action } })),
        },
      });
      for (const [n, { who, action }] of questions.entries()) {
        const decision = answers.at('evaluations', n, 'decision') === true ? 'allow' : answers.at('evaluations', n, 'context', 'code');
        const outcome = (await explained('admin', who, action, object)).at('outcome');
        expect([who, action, object, outcome]).toEqual([who, action, object, decision === 'denied' ? 'deny' : decision]);
      }
    }
  });

  it('A88 is silent about people and things that the asker may not know of or ask about', async () => {
    const absent = await kh.ask('lead', 'GET', `/explain?actor=${absentLike(kh.id('ann'))}&action=rooms.view&object=${kh.id('paris')}`);
    expect([absent.status, absent.code]).toEqual([404, 'not_found']);
    const hidden: [by: string, actor: string, object: string][] = [
      ['lead', 'admin', 'paris'],
      ['lead', 'eve', 'paris'],
      ['lead', 'ann', 'berlin'],
      ['ann', 'lead', 'paris'],
      ['ann', 'ann', 'lyon'],
      ['tech', 'admin', 'berlin'],
      ['eve', 'ann', 'lyon'],
    ];
    for (const [by, actor, object] of hidden)
      expect([by, actor, object, bytesOf(await explained(by, actor, 'rooms.view', object))]).toEqual([by, actor, object, bytesOf(absent)]);
    expect((await explained('ann', 'ann', 'rooms.view', 'paris')).at('outcome')).toBe('allow');
    expect((await explained('lead', 'ann', 'rooms.view', 'lyon')).at('outcome')).toBe('deny');
    expect((await kh.ask('admin', 'GET', `/explain?actor=${kh.id('ann')}&action=rooms.paint&object=${kh.id('paris')}`)).status).toBe(422);
  });
});

describe('D30 D48 who can touch this room', () => {
  const of = (by: string, alias: string, query = ''): Promise<Seen> =>
    kh.ask(by, 'GET', `/customers/${kh.id('owner')}/rooms/${kh.id(alias)}/access${query}`);

  it('names for the customer its own people and those of every partner, with what they may do', async () => {
    const seen = await of('admin', 'paris');
    expect(new Set(names(seen) as string[])).toEqual(idsOf('admin', 'lead', 'ann'));
    const ann = (seen.at('items') as { person: { id: string } }[]).find(({ person }) => person.id === kh.id('ann'));
    expect(ann).toMatchObject({ person: { organization: { name: 'Helper' } }, may: ['rooms.view'], mayAsk: ['rooms.modify'] });
    expect(new Set(names(await of('admin', 'lyon')) as string[])).toEqual(idsOf('admin', 'lead', 'eve'));
  });

  it('A93 shows a partner its own people only, and nobody without roles.view anything', async () => {
    expect(new Set(names(await of('lead', 'lyon')) as string[])).toEqual(idsOf('lead'));
    expect((await of('ann', 'paris')).status).toBe(403);
    expect((await of('ann', 'lyon')).status).toBe(403); // nowhere at all: told before any look-up
    expect((await of('lead', 'berlin')).status).toBe(404);
  });

  it('is paged by person, each once', async () => {
    const found: string[] = [];
    let query = '?limit=1';
    for (let n = 0; n < 10; n += 1) {
      const seen = await of('admin', 'paris', query);
      found.push(...(names(seen) as string[]));
      const cursor = seen.at('nextCursor');
      if (typeof cursor !== 'string') break;
      query = `?limit=1&cursor=${cursor}`;
    }
    expect(found.length).toBe(3);
    expect(new Set(found)).toEqual(idsOf('admin', 'lead', 'ann'));
  });
});

describe('D30 D48 what people can touch', () => {
  const access = (by: string, query = ''): Promise<Seen> => kh.ask(by, 'GET', `/customers/${kh.id('owner')}/access${query}`);
  const lineOf = (seen: Seen, alias: string): unknown =>
    (seen.at('items') as { person: { id: string } }[]).find(({ person }) => person.id === kh.id(alias));

  it('lists everybody for the customer, with scopes by name and the rooms left by the delegation', async () => {
    const seen = await access('admin');
    expect(new Set(names(seen) as string[])).toEqual(idsOf('admin', 'auditor', 'tech', 'lead', 'ann', 'eve'));
    expect(lineOf(seen, 'ann')).toMatchObject({ side: 'partner', rooms: 1, permissions: ['rooms.view', 'rooms.modify'] });
    expect(lineOf(seen, 'lead')).toMatchObject({ rooms: 2 });
    expect(lineOf(seen, 'admin')).toMatchObject({ side: 'own', rooms: 3, paths: [{ by: 'directory', scope: [{ atom: { type: 'all' } }] }] });
    expect(lineOf(seen, 'auditor')).toMatchObject({ rooms: 0 });
    const rooms = await kh.ask('admin', 'GET', `/customers/${kh.id('owner')}/access/rooms?person=${kh.id('lead')}`);
    expect((rooms.at('items') as { room: { name: string } }[]).map(({ room: one }) => one.name)).toEqual(['Room lyon', 'Room paris']);
  });

  it('finds people by the beginning of a word of their name, page after page, and never by an address', async () => {
    const namesOf = (seen: Seen) => (seen.at('items') as { person: { name: string } }[]).map(({ person }) => person.name);
    expect(namesOf(await access('admin', '?q=%3DA'))).toEqual(['=admin', '=ann', '=auditor']);
    const first = await access('admin', '?q=%3Da&limit=2');
    expect(namesOf(first)).toEqual(['=admin', '=ann']);
    expect(namesOf(await access('admin', `?q=%3Da&limit=2&cursor=${String(first.at('nextCursor'))}`))).toEqual(['=auditor']);
    expect((await access('admin', `?q=%3Dl&cursor=${String(first.at('nextCursor'))}`)).status).toBe(400);
    expect(namesOf(await access('admin', '?q=ann%40'))).toEqual([]); // what people of a partner are reached by is not the customer's to learn
    expect(namesOf(await access('ann', '?q=%3Dl'))).toEqual([]);
  });

  it('D22 D23 D48 gives the way to each room of one person, for its customer and for itself', async () => {
    const roomsOf = (by: string, who: string): Promise<Seen> => kh.ask(by, 'GET', `/customers/${kh.id('owner')}/access/rooms?person=${kh.id(who)}`);
    for (const by of ['admin', 'lead', 'ann']) {
      const seen = await roomsOf(by, 'ann');
      expect(seen.at('items'), by).toMatchObject([
        {
          room: { name: 'Room paris' },
          paths: [{ by: 'assignment', role: { name: 'Help desk' }, groups: [{ name: 'Desk' }, { name: 'Night shift' }] }],
        },
      ]);
      expect(seen.text).not.toContain(kh.id('berlin'));
    }
    expect((await roomsOf('ann', 'lead')).at('items')).toEqual([]);
  });

  it('shows everybody at least itself, a partner its colleagues, an auditor the people of partners, and nobody more', async () => {
    expect(new Set(names(await access('ann')) as string[])).toEqual(idsOf('ann'));
    expect(new Set(names(await access('lead')) as string[])).toEqual(idsOf('lead', 'ann'));
    expect(new Set(names(await access('auditor')) as string[])).toEqual(idsOf('lead', 'ann', 'eve'));
    expect(names(await access('tech', `?person=${kh.id('admin')}`))).toEqual([]);
    expect((await access('bob')).status).toBe(404);
  });

  it('D22 D23 names no room of a scope that the reader does not know of', async () => {
    for (const by of ['ann', 'lead']) {
      const scope = (lineOf(await access(by), 'ann') as { paths: { scope: { name?: string }[] }[] }).paths.flatMap((path) => path.scope);
      expect(scope).toMatchObject([{ name: 'Boards' }]);
      expect(JSON.stringify(scope)).not.toContain(kh.id('berlin'));
    }
    const all = (lineOf(await access('admin'), 'ann') as { paths: { scope: object[] }[] }).paths.flatMap((path) => path.scope);
    expect(all).toHaveLength(2);
  });

  it('A116 is exported as CSV that no spreadsheet runs, and as JSON Lines', async () => {
    const csv = await kh.ask('admin', 'GET', `/customers/${kh.id('owner')}/access/export?format=csv`);
    expect([csv.status, csv.header('content-type'), csv.header('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      'attachment; filename="access.csv"',
    ]);
    const rows: Record<string, string>[] = parse(csv.text, { columns: true });
    expect(rows.map((row) => row['person']).every((name) => name?.startsWith("'="))).toBe(true);
    expect(rows.find((row) => row['person id'] === kh.id('ann'))).toMatchObject({
      role: 'Help desk',
      'through groups': 'Desk > Night shift',
      side: 'partner',
    });
    const lines = (await kh.ask('lead', 'GET', `/customers/${kh.id('owner')}/access/export?format=jsonl`)).text.trim().split('\n');
    expect(new Set(lines.map((line) => JSON.parse(line).person.id))).toEqual(idsOf('lead', 'ann'));
  });

  it('D48 is exported as it is looked for: only those of a name, and the ledger says so', async () => {
    const exported = (by: string, q: string): Promise<Seen> =>
      kh.ask(by, 'GET', `/customers/${kh.id('owner')}/access/export?format=jsonl&q=${encodeURIComponent(q)}`);
    const named = (await exported('admin', '=an')).text.trim().split('\n');
    expect(named.map((line) => JSON.parse(line).person.id)).toEqual([kh.id('ann')]);
    expect((await exported('ann', '=l')).text).toBe('');
    const nobody = await exported('admin', 'nobody of that name');
    expect([nobody.status, nobody.text]).toEqual([200, '']);
    const request = nobody.rawHeaders[nobody.rawHeaders.findIndex((name) => name.toLowerCase() === 'x-request-id') + 1];
    const rows = await kh.asAdmin('select changes from audit_entries where request = $1', [request]);
    expect(rows).toEqual([{ changes: { format: 'jsonl', q: 'nobody of that name' } }]);
  });
});

it('D43 an export of who has access that is being taken makes no ending wait, and has nothing more after it', async () => {
  const own = await openComposed(world); // what ends here is needed by the others
  try {
    const [customer, organization] = [own.id('owner'), own.id('helper')];
    if (!isId('org', customer) || !isId('org', organization) || !isId('usr', own.id('lead'))) throw new Error('not a world');
    const call = callOf({ user: own.id('lead') as UserId, organization, name: 'lead', organizationName: 'Helper' }); // checked above
    const needs = { cache: new FactCache({ bytes: 2 ** 26 }), estate };
    const begin = async () => {
      const outcome = await inTenant(own.db, reachOf([organization, customer]), 'shared', async (tx) =>
        ok(await exportAccess(own.db, tx, needs, call, customer, { format: 'jsonl' })),
      );
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.value;
    };
    const taken = async (file: AsyncIterable<string>): Promise<string[]> => {
      const lines: string[] = [];
      for await (const line of file) lines.push(line);
      return lines;
    };
    expect(await taken(await begin())).toHaveLength(2);
    const slow = await begin();
    const ended = await own.ask('admin', 'DELETE', `/customers/${customer}/partners/${organization}?now=true`, {
      headers: { 'keyholder-reason': 'at once' },
    });
    expect(ended.status).toBe(200);
    expect(await taken(slow)).toEqual([]);
  } finally {
    await own.close();
  }
});
