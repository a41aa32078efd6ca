import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { authzen } from '../../packages/server/src/platform/http/authzen.ts';
import { allOperations } from '../../packages/server/src/platform/http/route-table.ts';
import { type Asked, type Seen, bytesOf } from '../support/composed.ts';
import { forgedLike } from '../support/forged.ts';
import { machine } from '../support/heartbeats.ts';
import { acts } from './acts.fixture.ts';
import { tokenIn } from './activation-refusals.fixture.ts';
import { type Call, calls, ignoresUnknown, mayBeEmpty } from './bodies.fixture.ts';
import { type Stage, kindOf, openStage, paramsOf, pathOf } from './routes.fixture.ts';

let stage: Stage;
/** Of an enrolment key, an agent and an activation link: what opens their routes. */
const credentials = new Map<string, string>();
const atActivation = ['activation.get', 'activation.complete'];
let before: string;
beforeAll(async () => {
  stage = await openStage();
  const path = `/customers/${stage.id('alpha')}/rooms/${stage.id('alpha.spare')}/key`;
  const enrol = acts.find(({ operation }) => operation === 'agents.enrol');
  credentials.set('agents.heartbeat', String((await enrol?.run(stage))?.at('credential')));
  await stage.ask('alpha.msa', 'POST', `${path}/reset`);
  const again = await stage.ask('alpha.msa', 'GET', path);
  credentials.set('agents.enrol', String(again.at('key')));
  credentials.set('agents.heartbeat', String((await enrolled())?.at('credential')));
  const link = await activationLink();
  for (const operation of atActivation) credentials.set(operation, link);
  before = await digest();
});
afterAll(() => stage?.close());

/** The room beside it, so that the key above stays unused. */
async function enrolled(): Promise<Seen | undefined> {
  const key = await stage.ask('alpha.msa', 'GET', `/customers/${stage.id('alpha')}/rooms/${stage.id('alpha.outside')}/key`);
  return stage.send(String(key.at('key')), 'POST', '/agent/v1/enrol', { body: { attempt: 'B'.repeat(43), machine: machine('b') } });
}

/** Of somebody who was just added. */
async function activationLink(): Promise<string> {
  const users = `/organizations/${stage.id('alpha')}/users`;
  const added = await stage.ask('alpha.msa', 'POST', users, { body: { email: 'newcomer@alpha.example', name: 'Newcomer' } });
  return tokenIn(await stage.askBySession('alpha.msa', 'POST', `${users}/${String(added.at('id'))}/activation-link`));
}

/** Of everything but ledgers and last-seen times (security.md section 3, Nothing changed). */
async function digest(): Promise<string> {
  const tables = await stage.asAdmin<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name not in ('audit_entries', 'audit_seals', 'refusal_folds', 'sessions') order by 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const [row] = await stage.asAdmin<{ digest: string }>(
      `select md5(coalesce(string_agg((to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text, '' order by to_jsonb(t)::text), '')) as digest from ${name} t`,
    );
    parts.push(`${name} ${row?.digest}`);
  }
  return parts.join('\n');
}

const callOf = (route: Route): Call => calls[route.operation.id] ?? { by: 'nobody' };
const isOpen = (route: Route): boolean => callOf(route).credential === 'none';
/** Tokens cannot make what is asked with. */
const madeBySession = ['tokens.create', 'decision_clients.create', 'activation_links.create'];
const takesJson = (route: Route): boolean =>
  route.operation.method !== 'GET' &&
  route.operation.rawBody === undefined &&
  !route.operation.id.startsWith('setup.') &&
  !madeBySession.includes(route.operation.id);
const queryOf = (route: Route): string | undefined => {
  const { query } = callOf(route);
  return typeof query === 'function' ? query(stage) : query;
};
/** What AuthZEN calls a bad request (400, malformed), as the rest of the API calls it. */
const elsewhere = <T>(route: Route, seen: T, bad: T, usual: T): T => (authzen.speaks(route.operation) && seen === bad ? usual : seen);
const withSlash = (query: string | undefined): string => (query === undefined ? '' : `?${query}`);

/** The right request of a route, with one thing of it wrong. Tokens cannot make tokens: that one is asked by a session. */
function call(
  route: Route,
  { path = pathOf(route, stage.objects, 'own'), query = queryOf(route), ...asked }: Asked & { path?: string; query?: string } = {},
): Promise<Seen> {
  const { by, credential, headers } = callOf(route);
  const token = credential === 'none' ? undefined : credential === 'of its own kind' ? credentials.get(route.operation.id) : stage.token(by);
  return stage.send(token, route.operation.method, `${path}${withSlash(query)}`, { ...asked, headers: { ...headers, ...asked.headers } });
}
const json = (raw: string | Buffer): Asked => ({ raw, headers: { 'content-type': 'application/json' } });
const bodyOf = (route: Route): Record<string, unknown> => callOf(route).body?.(stage) ?? {};

/** The routes at which `work` comes to something else, with what it comes to. */
async function oddOnes(routes: readonly Route[], work: (route: Route) => Promise<unknown>, expected: unknown): Promise<[string, unknown][]> {
  if (routes.length < 3) throw new Error('hardly any route was asked');
  const odd: [string, unknown][] = [];
  for (const route of routes) {
    const found = await work(route);
    if (!isDeepStrictEqual(found, expected)) odd.push([route.operation.id, found]);
  }
  return odd;
}

describe('the route table', () => {
  it('binds every operation of the contract, declares everything, and has a right request for each', () => {
    expect(stage.routes.map(({ operation }) => operation.id).toSorted()).toEqual(allOperations.map(({ id }) => id).toSorted());
    expect(Object.keys(calls).toSorted()).toEqual(allOperations.map(({ id }) => id).toSorted());
    for (const { operation, access, audit, change } of stage.routes)
      expect([operation.id, access.kind, typeof audit, typeof change]).toEqual([operation.id, expect.any(String), 'object', 'object']);
  });

  it('answers reads rightly asked with what the contract declares', async () => {
    const reads = stage.routes.filter(
      ({ operation }) =>
        operation.method === 'GET' &&
        !['events.stream', 'rooms.key', 'setup.state', 'tokens.list'].includes(operation.id) &&
        !operation.id.startsWith('agents.'),
    );
    expect(await oddOnes(reads, async (route) => (await call(route)).status, 200)).toEqual([]);
  });

  it('A19 A20 answers 401 with the same bytes on every path, to nobody and to any credential that is no person’s', async () => {
    const kinds = [
      undefined,
      'x',
      `${stage.token('alpha.msa')}x`,
      stage.token('alpha.msa').slice(0, -1),
      stage.token('alpha.msa').toUpperCase(),
      stage.token('alpha.revoked'),
      stage.token('alpha.disabled'),
      ...credentials.values(),
    ];
    const spellings = new Set<string>();
    const guarded = stage.routes.filter((route) => !isOpen(route) && !/^(agents|activation)\./.test(route.operation.id));
    for (const route of guarded) {
      for (const credential of kinds)
        spellings.add(bytesOf(await stage.send(credential, route.operation.method, pathOf(route, stage.objects, 'own'))));
      spellings.add(bytesOf(await stage.send(undefined, route.operation.method, pathOf(route, stage.objects, 'absent'))));
    }
    expect([...spellings].map((spelling) => spelling.slice(0, 3))).toEqual(['401']);
  });

  it('A20 A103 takes people’s tokens and the other’s credential on no route of agents', async () => {
    const strangers = [undefined, stage.token('alpha.msa'), credentials.get('agents.enrol'), credentials.get('agents.heartbeat')];
    for (const route of stage.routes.filter(({ operation }) => operation.path.startsWith('/agent/v1'))) {
      const own = credentials.get(route.operation.id);
      for (const credential of strangers.filter((one) => one !== own))
        expect((await stage.send(credential, 'POST', route.operation.path, { body: {} })).status).toBe(401);
      expect((await call(route, { body: {} })).status).toBe(422);
    }
  });

  it('A20 knows at the door of activation nothing but a genuine link, and says the same of everything else', async () => {
    const link = credentials.get('activation.get') ?? '';
    const others = [undefined, 'x', stage.token('alpha.msa'), `${link}0`, link.toUpperCase(), forgedLike('activate', link), ...credentials.values()];
    const spellings = new Set<string>();
    for (const credential of others.filter((one) => one !== link))
      for (const [method, body] of [
        ['GET', undefined],
        ['POST', { password: 'tidal-lantern-42' }],
      ] as const)
        spellings.add(bytesOf(await stage.send(credential, method, '/api/v1/activation', { body })));
    expect([...spellings].map((spelling) => spelling.slice(0, 3))).toEqual(['404']);
    expect((await stage.send(link, 'GET', '/api/v1/activation')).status).toBe(200);
  });

  it('A01 A125 answers a malformed, a foreign and an absent object with the same bytes', async () => {
    const malformed = ['x', '%00', 'room_%00', '%F0%9F%98%80', '..%2f..%2fme', "'%20or%201=1", '%20', 'null', '-1', 'o'.repeat(300)];
    const withObject = stage.routes.filter((route) => paramsOf(route).length > 0 && route.operation.id !== 'tokens.revoke');
    expect(
      await oddOnes(
        withObject,
        async (route) => {
          const paths = (['foreign', 'absent', 'mixed', 'absent-object'] as const)
            .map((whose) => pathOf(route, stage.objects, whose))
            .filter((path) => path !== pathOf(route, stage.objects, 'own'));
          const own = stage.objects.own;
          const last = paramsOf(route).at(-1) ?? '';
          const lastId = own[kindOf(route.operation.path, last)];
          for (const id of malformed) paths.push(pathOf(route, stage.objects, 'own').replace(String(lastId), id));
          const spellings = new Set<string>();
          for (const path of paths) spellings.add(bytesOf(await call(route, { path })));
          return [...spellings].map((spelling) => spelling.slice(0, 3));
        },
        ['404'],
      ),
    ).toEqual([]);
  });

  it('refuses a query parameter that it does not know, or that comes twice, after the guard', async () => {
    const typed = stage.routes.filter(
      ({ operation }) => operation.rawBody === undefined && ![...madeBySession, 'setup.state', 'setup.complete'].includes(operation.id),
    );
    expect(
      await oddOnes(
        typed,
        async (route) => (await call(route, { query: 'rehearsal=true', ...(takesJson(route) ? { body: bodyOf(route) } : {}) })).status,
        422,
      ),
    ).toEqual([]);
    const lists = stage.routes.filter(({ operation }) => 'limit' in operation.query.properties && operation.id !== 'tokens.list');
    for (const query of ['limit=1&limit=2', 'limit=0', 'limit=201', 'limit=1.5', 'limit=', 'limit=1?cursor=x', 'count=yes'])
      expect(await oddOnes(lists, async (route) => (await call(route, { query })).status, 422)).toEqual([]);
    const paged = lists.filter(({ operation }) => 'cursor' in operation.query.properties);
    const withCursor = (route: Route): string => [queryOf(route), 'cursor=x.y'].filter((part) => part !== undefined).join('&');
    expect(await oddOnes(paged, async (route) => (await call(route, { query: withCursor(route) })).code, 'invalid_cursor')).toEqual([]);
  });

  it('A124 refuses every media type but its own', async () => {
    const types = [
      'text/plain',
      'application/json\t',
      ' application/jsonx',
      'application/json; charset=latin1',
      'application/json, text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ];
    const routes = stage.routes.filter(takesJson);
    const typeRefused = (route: Route, { code }: Seen) => elsewhere(route, code, 'malformed', 'wrong_media_type');
    for (const type of types.filter((one) => one.trim() !== 'application/json'))
      expect(
        await oddOnes(
          routes,
          async (route) => typeRefused(route, await call(route, { raw: JSON.stringify(bodyOf(route)), headers: { 'content-type': type } })),
          'wrong_media_type',
        ),
      ).toEqual([]);
    expect(
      await oddOnes(
        routes,
        async (route) =>
          typeRefused(
            route,
            await call(route, { raw: JSON.stringify(bodyOf(route)), headers: { 'content-type': ['application/json', 'text/plain'] } }),
          ),
        'wrong_media_type',
      ),
    ).toEqual([]);
    expect(
      await oddOnes(
        routes,
        async (route) =>
          typeRefused(route, await call(route, { raw: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } })),
        'wrong_media_type',
      ),
    ).toEqual([]);
  });

  it('A124 refuses what two readers could read differently, and what is too deep', async () => {
    const routes = stage.routes.filter(takesJson);
    const malformed = [
      '{"__proto__":{}}',
      '{"a":1,"a":2}',
      '\ufeff{}',
      '{"a":1}x',
      '{',
      "{'a':1}",
      '{"a":1,}',
      '/**/{}',
      'nul',
      '"\\ud800"',
      '{"\\udfff":1}',
      '[NaN]',
      `${'['.repeat(1000)}${']'.repeat(1000)}`,
      '['.repeat(30_000),
      '{"a":'.repeat(9000),
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    ];
    for (const text of malformed) expect(await oddOnes(routes, async (route) => (await call(route, json(text))).code, 'malformed')).toEqual([]);
  });

  it('refuses bodies that are too large, told beforehand or not', async () => {
    const routes = stage.routes.filter(takesJson);
    expect(await oddOnes(routes, async (route) => (await call(route, json(`"${'a'.repeat(1_100_000)}"`))).code, 'too_large')).toEqual([]);
    const untold = { raw: `"${'a'.repeat(1_100_000)}"`, headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } };
    expect(await oddOnes(routes, async (route) => (await call(route, untold)).code, 'too_large')).toEqual([]);
  });

  it('A15 A53 refuses every property that it does not know, by its pointer, and everything but an object', async () => {
    const routes = stage.routes.filter((route) => takesJson(route) && !ignoresUnknown.has(route.operation.id));
    expect(
      await oddOnes(
        routes,
        async (route) => {
          const seen = await call(route, json(JSON.stringify({ ...bodyOf(route), 'odd/name~': 1, constructor: 1 })));
          const errors = seen.at('errors');
          const pointers = Array.isArray(errors)
            ? errors.filter(({ code }: { code: string }) => code === 'unknown_property').map(({ pointer }: { pointer: string }) => pointer)
            : [];
          return [seen.status, pointers.includes('/odd~1name~0'), pointers.includes('/constructor')];
        },
        [422, true, true],
      ),
    ).toEqual([]);
    for (const text of ['[1]', '"x"', '1', 'true'])
      expect(
        await oddOnes(stage.routes.filter(takesJson), async (route) => elsewhere(route, (await call(route, json(text))).status, 400, 422), 422),
      ).toEqual([]);
  });

  it('A44 takes no value of another type for any property', async () => {
    const routes = stage.routes.filter((route) => takesJson(route) && Object.keys(bodyOf(route)).length > 0);
    for (const wrong of [null, [], {}, [[7]], -1.5, '\u0000', 'x'.repeat(5000)]) {
      for (const route of routes) {
        for (const name of Object.keys(bodyOf(route))) {
          const status = elsewhere(route, (await call(route, { body: { ...bodyOf(route), [name]: wrong } })).status, 400, 422);
          const isFine = name === 'evaluations' && Array.isArray(wrong) && wrong.length > 0; // an item that is wrong spoils no other (A91)
          const empty = mayBeEmpty[route.operation.id];
          const expected = empty?.property === name && isDeepStrictEqual(empty.empty, wrong) ? empty.status : isFine ? 200 : 422;
          expect([route.operation.id, name, wrong, status]).toEqual([route.operation.id, name, wrong, expected]);
        }
      }
    }
  });

  it('has changed nothing by all of this', async () => {
    expect(await digest()).toBe(before);
  });

  it('A03 A125 A126 listens to no header that names a tenant, an address or another method', async () => {
    const plain = await stage.ask('alpha.msa', 'GET', '/rooms');
    for (const [name, value] of Object.entries({
      'x-org-id': stage.id('beta'),
      'x-tenant-id': stage.id('beta'),
      'x-user-id': stage.id('beta.msa'),
      'is-multi-tenant-query': 'true',
      'x-http-method-override': 'DELETE',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.test',
      forwarded: 'for=10.0.0.1;host=evil.test',
      'x-original-url': '/api/v1/me',
      'x-rewrite-url': '/api/v1/me',
    }))
      expect([name, bytesOf(await stage.ask('alpha.msa', 'GET', '/rooms', { headers: { [name]: value } }))]).toEqual([name, bytesOf(plain)]);
  });

  it('A125 has one spelling of every path, and knows no other methods', async () => {
    const at = async (method: string, path: string): Promise<number> => (await stage.send(stage.token('alpha.msa'), method, path)).status;
    for (const path of [
      '//api/v1/me',
      '/api//v1/me',
      '/API/v1/me',
      '/api/v1/Me',
      '/api/v1/me/',
      '/api/v1/me;x',
      '/api/v1/me.',
      '/api/v1/x/../me',
      '/api/v1/x%2f..%2fme',
      '/api/v1/me%00',
      '/api/v1/me%zz',
      '/api/v1/me#x',
    ]) {
      expect([path, await at('GET', path)]).toEqual([path, 404]);
    }
    for (const method of ['OPTIONS', 'TRACE', 'PUT', 'POST', 'PROPFIND']) expect([method, await at(method, '/api/v1/me')]).toEqual([method, 404]);
    expect([await at('HEAD', '/api/v1/me'), (await stage.send(undefined, 'HEAD', '/api/v1/me')).status, await at('HEAD', '/api/v1/events')]).toEqual([
      200, 401, 404,
    ]);
    for (const asked of [json('{'), json('['.repeat(90_000)), { raw: '<a/>', headers: { 'content-type': 'text/xml' } }])
      expect((await stage.ask('alpha.msa', 'POST', '/nothing', asked)).status).toBe(404);
  });
});
