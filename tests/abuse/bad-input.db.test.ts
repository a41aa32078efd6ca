import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Seen, absentLike } from '../support/composed.ts';
import { type Estate, openEstate, verdict } from '../roles/roles.fixture.ts';

let estate: Estate;
beforeAll(async () => {
  estate = await openEstate();
});
afterAll(() => estate?.close());

type Asked = Promise<Seen | readonly Seen[]>;
const all = { type: 'all' };
const inGamma = (rest: string): string => `/organizations/${estate.id('gamma')}/groups/${rest}`;
const add = (group: string, ...members: object[]): Promise<Seen> =>
  estate.ask('gamma.ga', 'POST', inGamma(`${group}/members`), { body: { members } });
const role = (body: object, by = 'alpha.msa'): Promise<Seen> => estate.ask(by, 'POST', estate.own(), { body });
const assign = (by: string, ...scope: object[]): Promise<Seen> =>
  by.startsWith('alpha')
    ? estate.ask(by, 'POST', estate.own('/site-tech/assignments'), { body: { name: 'New', members: [estate.member('alpha.plain')], scope } })
    : estate.ask(by, 'POST', estate.ofGamma('/@gamma.field/assignments'), { body: { name: 'New', members: [estate.member('gamma.third')], scope } });
const evaluate = (path: string, body: unknown): Promise<Seen> => estate.send(estate.token('alpha.msa'), 'POST', `/access/v1/${path}`, { body });
const question = () => ({
  subject: { type: 'user', id: estate.id('alpha.msa') },
  action: { name: 'rooms.view' },
  resource: { type: 'room', id: estate.id('alpha.w1'), properties: { customer: estate.id('alpha') } },
});

async function newGroups(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push(String((await estate.ask('gamma.ga', 'POST', inGamma('').slice(0, -1), { body: { name: `Level ${n}` } })).at('id')));
  return ids;
}

/** What the guide says is sent, by its own words. */
const sent: Record<string, () => Asked> = {
  'a group into itself': () => add(estate.id('gamma.crew'), estate.member('gamma.crew')),
  'a group into a group that it holds, through others too': () => add(estate.id('gamma.crew'), estate.member('gamma.outer')),
  'a group that would make more than 32 one in the other': async () => {
    const [first = '', ...rest] = await newGroups(33);
    let outer = first;
    for (const inner of rest.slice(0, -1)) {
      expect((await add(outer, { type: 'group', id: inner })).status).toBe(200);
      outer = inner;
    }
    return add(outer, { type: 'group', id: rest.at(-1) });
  },
  'a member more than 10,000 direct ones': async () => {
    const [crowd = ''] = await newGroups(1);
    await estate.asAdmin(
      `with made as (insert into users (organization_id, id, email, name) select $1, 'usr_' || lpad(n::text, 26, '0'), 'm' || n || '@gamma.example', 'm'
         from generate_series(1, 10000) n returning id)
       insert into group_members (organization_id, group_id, member_type, member_id) select $1, $2, 'user', id from made`,
      [estate.id('gamma'), crowd],
    );
    return add(crowd, estate.member('gamma.tech'));
  },
  'a person of another organization, or one that is not there': async () => {
    const foreign = estate.member('alpha.plain');
    return [await add(estate.id('gamma.crew'), foreign), await add(estate.id('gamma.crew'), { ...foreign, id: absentLike(foreign.id) })];
  },
  'a permission without the view of its area': () => role({ name: 'X', permissions: ['rooms.modify'] }),
  'a permission that does not exist': () => role({ name: 'X', permissions: ['rooms.fly'] }),
  'a role name in use, in other case and with other spaces': () => role({ name: ' CHIEFS  ', permissions: ['rooms.view'] }),
  'a role name with a Cyrillic or Greek letter in a Latin word, or the other way round': async () =>
    Promise.all(['\u0410dmins', 'Adm\u03b9ns', '\u0410дmин'].map((name) => role({ name, permissions: ['rooms.view'] }))),
  'the name of a built-in role': () => role({ name: 'Site Lead', permissions: ['rooms.view'] }),
  'a room of another customer, one that is not there, or one out of one’s sight in a scope': async () => {
    const foreign = estate.atom('beta.b1');
    return [
      await assign('alpha.msa', foreign),
      await assign('alpha.msa', { ...foreign, id: absentLike(foreign.id) }),
      await assign('gamma.pa', estate.atom('alpha.e2')),
    ];
  },
  'a group that was deleted in a new scope': async () => {
    const groups = `/customers/${estate.id('alpha')}/room-groups`;
    const id = String((await estate.ask('alpha.msa', 'POST', groups, { body: { name: 'Short-lived' } })).at('id'));
    expect((await estate.ask('alpha.msa', 'DELETE', `${groups}/${id}`, { headers: { 'if-match': '"1"' } })).status).toBe(200);
    return assign('alpha.msa', { type: 'group', id });
  },
  'a rule on an attribute that rooms do not have': () => assign('alpha.msa', { type: 'rule', where: { floor: ['3'] } }),
  'a rule on no attribute': () => assign('alpha.msa', { type: 'rule', where: {} }),
  'an id beside `"type": "all"`': () => assign('alpha.msa', { ...all, id: estate.id('alpha.w1') }),
  'a kind of scope that does not exist': () => assign('alpha.msa', { type: 'floor' }),
  'an empty scope': () => assign('alpha.msa'),
  'a room that one sees, beyond the scope that is one’s own to give': async () => {
    const scope = [estate.atom('alpha.e1')];
    const body = { name: 'Looks', members: [estate.member('alpha.chief')], scope };
    expect((await estate.ask('alpha.msa', 'POST', estate.own('/site-tech/assignments'), { body })).status).toBe(201);
    return estate.ask('alpha.chief', 'POST', estate.own('/@alpha.chiefs/assignments'), {
      body: { name: 'More', members: [estate.member('alpha.plain')], scope },
    });
  },
  'all rooms, by somebody who holds some': () =>
    estate.ask('alpha.chief', 'POST', estate.own('/@alpha.chiefs/assignments'), {
      body: { name: 'More', members: [estate.member('alpha.plain')], scope: [all] },
    }),
  'a property that only the server sets': () => role({ name: 'X', permissions: ['rooms.view'], version: 2 }),
  'a body of 1 MB': () => role({ name: 'x'.repeat(1024 * 1024), permissions: ['rooms.view'] }),
  'text that is not JSON': () => estate.ask('alpha.msa', 'POST', estate.own(), { raw: '{"name":', headers: { 'content-type': 'application/json' } }),
  'JSON nested deeper than 20': () =>
    estate.ask('alpha.msa', 'POST', estate.own(), { raw: '['.repeat(21) + ']'.repeat(21), headers: { 'content-type': 'application/json' } }),
  'an evaluation without a subject': () => evaluate('evaluation', { ...question(), subject: undefined }),
  'an evaluation without an action': () => evaluate('evaluation', { ...question(), action: undefined }),
  'an evaluation without a resource': () => evaluate('evaluation', { ...question(), resource: undefined }),
  'an evaluation with members that nobody knows': () => evaluate('evaluation', { ...question(), mood: 'good' }),
  'one bad item among several evaluations': () => evaluate('evaluations', { ...question(), evaluations: [{}, { subject: 7 }] }),
};

/** The rows of the tables of the guide: what is sent, and what is answered. */
const rows = readFileSync(new URL('../../docs/guides/bad-input.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => [/^\| (?!what is sent|---)(.+) \| (\d{3}.*) \|$/.exec(line)].filter((found) => found !== null))
  .map(([, what = '', answer = '']) => [what, answer] as const);

it('the guide on bad input says nothing that is not tried here, and the other way round', () => {
  expect(rows.map(([what]) => what).toSorted()).toEqual(Object.keys(sent).toSorted());
});

it.each(rows)('A59 A05 A51 D28 %s: %s', async (what, answer) => {
  const seen = await sent[what]?.();
  for (const one of [seen].flat()) expect(one && verdict(one)).toBe(answer);
});
