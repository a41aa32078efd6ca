import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, openStage } from '../routes/routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage?.close());

/** Columns, members of other objects, and ways of writing them. */
const unreadable = [
  'digest',
  'key',
  'keyDigest',
  'organization_id',
  'notes',
  'password',
  'createdBy',
  'partner',
  'groups[name]',
  'customer.name',
  '__proto__',
];

it('A09 no list filters or sorts by what it does not name as a filter: 422, whatever the column holds', async () => {
  const lists = stage.routes.filter(
    ({ operation }) =>
      operation.method === 'GET' && operation.base === 'api' && 'cursor' in operation.query.properties && !operation.path.includes('{'),
  );
  expect(lists.length).toBeGreaterThan(4);
  for (const { operation } of lists) {
    for (const name of unreadable.filter((one) => !(one in operation.query.properties))) {
      const seen = await stage.ask('gamma.technician', 'GET', `${operation.path}?${encodeURIComponent(name)}=a`);
      expect([operation.id, name, seen.status, seen.code]).toEqual([operation.id, name, 422, 'unknown_filter']);
      const sorted = await stage.ask('gamma.technician', 'GET', `${operation.path}?sort=${encodeURIComponent(name)}`);
      expect([operation.id, name, sorted.status, sorted.code]).toEqual([operation.id, name, 422, 'unknown_filter']);
    }
  }
});

it('A09 a search finds nothing by what its reader may not read, and counts nothing of it', async () => {
  await stage.asAdmin(`update rooms set notes = 'canary-notes' where id = $1`, [stage.id('alpha.outside')]);
  for (const word of ['canary-notes', stage.id('alpha.outside'), 'outside', 'DE']) {
    const seen = await stage.ask('gamma.technician', 'GET', `/rooms?q=${encodeURIComponent(word)}&count=true`);
    expect([word, seen.status, seen.at('items'), seen.at('count')]).toEqual([word, 200, [], 0]);
  }
  const found = await stage.ask('gamma.technician', 'GET', '/rooms?q=inside&count=true');
  expect([found.status, found.at('count')]).toEqual([200, 1]);
});

it('A02 a foreign room under the own customer and an own room under a foreign one are both absent, to every verb', async () => {
  for (const [customer, room] of [
    ['beta', 'alpha.inside'],
    ['alpha', 'beta.inside'],
  ] as const) {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const path = `/customers/${stage.id(customer)}/rooms/${stage.id(room)}`;
      const seen = await stage.ask(
        'alpha.msa',
        method,
        path,
        method === 'PATCH' ? { body: { notes: 'x' }, headers: { 'if-match': '"1"' } } : { headers: { 'if-match': '"1"' } },
      );
      expect([customer, room, method, seen.status, seen.code]).toEqual([customer, room, method, 404, 'not_found']);
    }
  }
  expect((await stage.ask('alpha.msa', 'GET', `/customers/${stage.id('alpha')}/rooms/${stage.id('alpha.inside')}`)).status).toBe(200);
});
