import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { OrganizationId, UserId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { buildApp } from '../../platform/http/build-app.ts';
import { Limiter } from '../../platform/http/limits.ts';
import { servePortal } from '../../platform/http/portal.ts';
import { serveRoute } from '../../platform/http/serve-route.ts';
import { createUser } from '../directory/index.ts';
import { markLinkUsed, saveLink } from './activation-links.store.ts';
import { activationRoutes } from './activation.routes.ts';
import { type House, openHouse, password, valueOf } from './sign-in.fixture.ts';

let house: House;
let app: FastifyInstance;
let origin: string;
let link: string;
let organization: OrganizationId;
const logged: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'keyholder-activation-'));
/** What the rights of the maker are said to be; a failure of that is one of ours. */
let mayAddPeople = async (): Promise<boolean> => true;
const everybody = new Limiter({ perMinute: 1e6, burst: 1e6 });

beforeAll(async () => {
  house = await openHouse({ perAccount: 1000, perNetwork: 3 });
  organization = await house.organization('Contoso', 'contoso.example');
  const maker = await house.person(organization, 'mona@contoso.example', ['managed-service-admin']);
  const { id, digest, text } = makeCredential('activate', organization, newId('act'));
  await house.write(organization, async (tx) => {
    const user = valueOf(await createUser(tx, organization, { email: 'ola@contoso.example', name: 'Ola Berg' }));
    await saveLink(tx, { organization, user, id, digest, by: maker });
  });
  link = text;
  const log = pino(
    { level: 'debug' },
    new Writable({
      write: (line, _, done) => {
        logged.push(String(line));
        done();
      },
    }),
  );
  app = buildApp({ log, origin: 'http://127.0.0.1', trustProxy: [] });
  const refuse = () => Promise.reject(new Error('nobody is signed in here'));
  const doors = {
    db: house.db,
    cursorKey: new Uint8Array(32),
    authenticate: refuse,
    readAs: refuse,
    authorityOf: refuse,
    recordRefusal: refuse,
    requestApproval: refuse,
    watchAccess: refuse,
  };
  const routes = activationRoutes({ ...house, mayAddPeople: () => mayAddPeople(), membersBeyond: async () => new Set() });
  for (const route of routes) serveRoute(app, doors, { person: everybody, network: everybody, decisions: everybody }, route);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>');
  await servePortal(app, folder, async () => undefined);
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
  await house.close();
});

const show = (credential: string): Promise<Response> => fetch(`${origin}/api/v1/activation`, { headers: { authorization: `Bearer ${credential}` } });
const spend = (headers: Record<string, string>, body: string): Promise<Response> =>
  fetch(`${origin}/api/v1/activation`, { method: 'POST', headers: { authorization: `Bearer ${link}`, ...headers }, body });

it('A36 a new link that meets the spending of the former is none, and leaves it spent', async () => {
  const [maker, former, later] = [await house.person(organization, 'max@contoso.example', ['managed-service-admin']), newId('act'), newId('act')];
  const of = (id: typeof former, user: UserId) => ({
    organization,
    user,
    id,
    digest: makeCredential('activate', organization, id).digest,
    by: maker,
  });
  const user = await house.write(organization, async (tx) => {
    const added = valueOf(await createUser(tx, organization, { email: 'eva@contoso.example', name: 'Eva Lind' }));
    await saveLink(tx, of(former, added));
    return added;
  });
  const [spent, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const spending = house.write(organization, async (tx) => {
    await markLinkUsed(tx, organization, former);
    spent.resolve();
    await letGo.promise;
  });
  await spent.promise;
  const making = house.write(organization, (tx) => saveLink(tx, of(later, user)));
  letGo.resolve();
  await spending;
  expect(await making).toBeUndefined();
});

describe('the door of activation', () => {
  it('counts what is no link against its network, and never holds up who has a genuine one', async () => {
    const wrong = Array.from({ length: 4 }, () => makeCredential('activate', organization, newId('act')).text);
    const statuses: number[] = [];
    for (const one of wrong) statuses.push((await show(one)).status);
    expect(statuses).toEqual([404, 404, 404, 429]);
    expect((await show(wrong[0] ?? '')).headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await show('no credential of ours')).status).toBe(404);
    expect((await show(link)).status).toBe(200);
  });

  it('A35 takes no form of another site', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect((await spend({ 'content-type': type }, JSON.stringify({ password }))).status).toBe(415);
    const asked = await fetch(`${origin}/api/v1/activation`, { method: 'OPTIONS', headers: { origin: 'https://evil.test' } });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([404, null]);
  });

  it('A120 leaves the secret in no line of the log and in no cache, and names it to no other site', async () => {
    const page = await fetch(`${origin}/activate/${link}`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([200, 'no-store', 'no-referrer']);
    expect(await page.text()).not.toContain(link);
    for (const path of [`/activate/${link}/`, `/api/v1/activate/${link}`]) expect((await fetch(`${origin}${path}`)).status).toBe(404);
    mayAddPeople = () => Promise.reject(new Error('planted'));
    expect((await show(link)).status).toBe(500);
    mayAddPeople = async () => true;
    const answer = await spend({ 'content-type': 'application/json' }, JSON.stringify({ password }));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(logged.filter((line) => line.includes('planted'))).toHaveLength(1);
    expect(logged.length).toBeGreaterThan(5);
    const [, , , , secret = ''] = link.split('_');
    expect(secret).toHaveLength(52);
    expect(logged.filter((line) => line.includes(secret) || line.includes(password))).toEqual([]);
  });
});
