import type { ApiToken, OrganizationId, UserId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { newId } from '../../kernel/ids.ts';
import { authenticate } from './authenticate.ts';
import { openBrowser, signIn } from './browser.fixture.ts';
import { makeToken } from './create-token.ts';
import { authenticateDecisionClient, makeDecisionClient } from './decision-clients.ts';
import { identityRoutes } from './identity.routes.ts';
import { serve } from './people.fixture.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';

let house: House;
let contoso: OrganizationId;
let ada: UserId;
let app: FastifyInstance;
let origin: string;
let cookie: string;
let csrf: string;

beforeAll(async () => {
  house = await openHouse();
  contoso = await house.organization('Contoso', 'contoso.example');
  ada = await house.person(contoso, 'ada@contoso.example');
  ({ app, origin } = await serve(house, identityRoutes({ demo: false }), () => true));
  await freshSession();
});
afterAll(async () => {
  await app.close();
  await house.close();
});

async function freshSession(): Promise<void> {
  const browser = openBrowser(house.settings.origin);
  await signIn(browser, 'ada@contoso.example', password);
  cookie = browser.cookieHeader('/');
  csrf = ((await (await fetch(`${origin}/api/v1/me`, { headers: { cookie } })).json()) as { csrfToken: string }).csrfToken;
}
const bySession = (method: string, path: string, body?: unknown) =>
  fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const byToken = (token: string, method = 'GET', path = '/me', body?: unknown) =>
  fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const newToken = async (): Promise<ApiToken & { secret: string }> =>
  (await (await bySession('POST', '/me/tokens', { name: 'script', expiresInDays: 30 })).json()) as ApiToken & { secret: string };
const problem = async (answer: Response) => ({ status: answer.status, body: (await answer.text()).replace(/req_\w+/, 'req') });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('an API token', () => {
  it('is its maker, shows its secret once, and is listed without it', async () => {
    const made = await bySession('POST', '/me/tokens', { name: 'script', expiresInDays: 30 });
    const token = (await made.json()) as ApiToken & { secret: string };
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/me/tokens/${token.id}`]);
    expect(new Date(token.expiresAt).getTime() - new Date(token.createdAt).getTime()).toBe(30 * 24 * 3600_000);
    expect(((await (await byToken(token.secret)).json()) as { id: string }).id).toBe(ada);
    const list = await (await bySession('GET', '/me/tokens?limit=200')).text();
    expect(list).toContain(token.id);
    expect(list).not.toContain(token.secret);
    const { rows } = await sql<{ all: string }>`select string_agg(t::text, ' ') as all from api_tokens t`.execute(house.asAdmin);
    expect(rows[0]?.all).not.toContain(token.secret);
  });

  it('stands in the ledger when made and when revoked, without its secret', async () => {
    const token = await newToken();
    await bySession('DELETE', `/me/tokens/${token.id}`);
    const entries = await inSnapshot(house.db, [contoso], (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'changes'])
        .where('target_id', '=', token.id)
        .orderBy(sql`age(xmin)`, 'desc')
        .execute(),
    );
    expect(entries.map(({ action }) => action)).toEqual(['api_token.created', 'api_token.revoked']);
    expect(JSON.stringify(entries)).not.toContain(token.secret);
  });

  it('is over at once when revoked', async () => {
    const token = await newToken();
    expect((await byToken(token.secret)).status).toBe(200);
    expect((await bySession('DELETE', `/me/tokens/${token.id}`)).status).toBe(200);
    expect((await byToken(token.secret)).status).toBe(401);
    expect((await bySession('DELETE', `/me/tokens/${token.id}`)).status).toBe(404);
  });

  it('is over when it has expired, by the database’s clock', async () => {
    const token = await newToken();
    await sql`update api_tokens set expires_at = now() where id = ${token.id}`.execute(house.asAdmin);
    expect((await byToken(token.secret)).status).toBe(401);
  });

  it('A15 cannot be made for somebody else', async () => {
    const answer = await bySession('POST', '/me/tokens', { name: 'script', expiresInDays: 30, user: newId('usr') });
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/user', code: 'read_only' }] });
  });

  it('A18 makes, lists and revokes no tokens', async () => {
    const token = await newToken();
    expect(await codeOf(await byToken(token.secret, 'POST', '/me/tokens', { name: 'more', expiresInDays: 1 }))).toEqual([403, 'session_required']);
    expect(await codeOf(await byToken(token.secret, 'DELETE', `/me/tokens/${token.id}`))).toEqual([403, 'session_required']);
    expect(await codeOf(await byToken(token.secret, 'GET', '/me/tokens'))).toEqual([403, 'session_required']);
  });

  it('can only be made by a session younger than 15 minutes', async () => {
    await sql`update sessions set signed_in_at = now() - interval '16 minutes'`.execute(house.asAdmin);
    const answer = await bySession('POST', '/me/tokens', { name: 'script', expiresInDays: 30 });
    expect(answer.headers.get('www-authenticate')).toContain('max_age=900');
    expect(await codeOf(answer)).toEqual([401, 'step_up_required']);
    await freshSession();
  });

  it('A19 gets the same bytes when cut, lengthened, re-encoded, in another case or of another prefix', async () => {
    const { secret } = await newToken();
    const other = makeCredential('api', contoso, newId('tok')).text;
    const refused = await problem(await fetch(`${origin}/api/v1/me`));
    expect(refused.status).toBe(401);
    for (const spoiled of [
      secret.slice(0, -1),
      `${secret}0`,
      secret.toUpperCase(),
      secret.replace('kh_api_', 'kh_session_'),
      Buffer.from(secret).toString('base64url'),
      other,
    ]) {
      expect(await problem(await byToken(spoiled))).toEqual(refused);
    }
    for (const authorization of [secret, `Basic ${secret}`, `Bearer ${secret}, Bearer ${secret}`, 'Bearer', '']) {
      expect(await problem(await fetch(`${origin}/api/v1/me`, { headers: { authorization } }))).toEqual(refused);
    }
  });

  it('counts alone: with an Authorization header the cookie is nothing', async () => {
    expect((await fetch(`${origin}/api/v1/me`, { headers: { cookie, authorization: 'Bearer nonsense' } })).status).toBe(401);
  });

  it('A20 is not taken where a session belongs, nor a session where a token belongs', async () => {
    const { secret } = await newToken();
    const session = /kh_session=(\S+?)(;|$)/.exec(cookie)?.[1] ?? '';
    expect((await fetch(`${origin}/api/v1/me`, { headers: { cookie: `kh_session=${secret}` } })).status).toBe(401);
    expect((await byToken(session)).status).toBe(401);
    expect((await fetch(`${origin}/api/v1/me`, { headers: { cookie: `kh_session=${session}` } })).status).toBe(200);
  });

  it('A20 a decision client is nobody here, and a token is no decision client', async () => {
    const { secret } = await newToken();
    const client = await house.write(contoso, (tx) => makeDecisionClient(tx, { name: 'check', expiresInDays: 1 }));
    expect((await byToken(client)).status).toBe(401);
    expect(await authenticateDecisionClient(house.db, `Bearer ${client}`)).toMatchObject({
      ok: true,
      value: { kind: 'decision-client', name: 'check' },
    });
    expect(await authenticateDecisionClient(house.db, `Bearer ${secret}`)).toMatchObject({ ok: false, code: 'not_signed_in' });
  });

  it('A08 lists page by page, by a cursor of this person only', async () => {
    const ben = await house.person(contoso, 'ben@contoso.example');
    for (let n = 0; n < 3; n += 1) await newToken();
    await house.write(contoso, (tx) =>
      makeToken(tx, { organization: contoso, user: ben, signedInAt: new Date() }, { name: 'of ben', expiresInDays: 1 }),
    );
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await (await bySession('GET', `/me/tokens?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).json()) as {
        items: ApiToken[];
        nextCursor: string | null;
      };
      seen.push(...page.items.map(({ name, id }) => `${name} ${id}`));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen.join()).not.toContain('of ben');
  });
});

describe('a suspended organization', () => {
  it('signs nobody in and takes none of its credentials', async () => {
    const fabrikam = await house.organization('Fabrikam', 'fabrikam.example');
    const fay = await house.person(fabrikam, 'fay@fabrikam.example');
    const token = await house.write(fabrikam, (tx) =>
      makeToken(tx, { organization: fabrikam, user: fay, signedInAt: new Date() }, { name: 'x', expiresInDays: 1 }),
    );
    const ask = () =>
      authenticate(house.db, house.key, house.settings, {
        authorization: `Bearer ${token.secret}`,
        cookie: undefined,
        method: 'GET',
        address: '127.0.0.1',
        header: () => undefined,
      });
    expect(await ask()).toMatchObject({ ok: true });
    await sql`update organizations set state = 'suspended' where id = ${fabrikam}`.execute(house.asAdmin);
    expect(await ask()).toMatchObject({ ok: false, code: 'not_signed_in' });
    expect((await signIn(openBrowser(house.settings.origin), 'fay@fabrikam.example', password)).status).toBe(401);
  });
});

describe('me', () => {
  it('tells who I am, what I may open, and changes my language', async () => {
    const me = await (await bySession('GET', '/me')).json();
    expect(me).toMatchObject({
      id: ada,
      email: 'ada@contoso.example',
      language: 'en',
      organization: { id: contoso, domain: 'contoso.example', domains: ['contoso.example'] },
      customers: [],
      demo: false,
    });
    expect((me as { pages: string[] }).pages).toEqual(expect.arrayContaining(['/org/dashboard', '/org/rooms', '/me/tokens']));
    const changed = await bySession('PATCH', '/me', { language: 'ru' });
    expect([changed.status, ((await changed.json()) as { language: string }).language]).toEqual([200, 'ru']);
    expect(await codeOf(await bySession('PATCH', '/me', { language: 'de' }))).toEqual([422, 'invalid_value']);
  });

  it('never tells a token its owner’s anti-forgery token', async () => {
    const { secret } = await newToken();
    expect(await (await byToken(secret)).json()).not.toHaveProperty('csrfToken');
  });
});
