import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openBrowser, signIn, toSignInPage } from './browser.fixture.ts';
import { clientId, clientSecretOf } from './embedded-provider.ts';
import { registerSignIn } from './register-sign-in.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';
import { loadCookieKeys, loadSigningKeys } from '../../platform/keys/signing-keys.ts';

let house: House;
const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');

beforeAll(async () => {
  house = await openHouse();
  const contoso = await house.organization('Contoso', 'contoso.example');
  await house.person(contoso, 'ada@contoso.example');
});
afterAll(() => house.close());

let good: Record<string, string>;
beforeEach(() => {
  good = {
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${house.settings.origin}/auth/callback`,
    state: 's',
    nonce: 'n',
    prompt: 'login',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
});
const authorize = (given: Record<string, string>) =>
  fetch(`${house.settings.origin}/oidc/auth?${new URLSearchParams(given).toString()}`, { redirect: 'manual' });
const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` });
const token = (given: Record<string, string>, headers: Record<string, string> = basic(clientSecretOf(house.key))) =>
  fetch(`${house.settings.origin}/oidc/token`, { method: 'POST', headers, body: new URLSearchParams(given) });
const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));

async function freshCode(): Promise<Record<string, string>> {
  const browser = openBrowser(house.settings.origin);
  const { address: page } = await browser.follow(`/oidc/auth?${new URLSearchParams(good).toString()}`, /\/signin\?/);
  const form = `/auth/interaction/${new URL(page).searchParams.get('interaction') ?? ''}`;
  const { redirectTo } = (await (await browser.post(form, { email: 'ada@contoso.example', password })).json()) as { redirectTo: string };
  const { address } = await browser.follow(redirectTo, /\/auth\/callback\?/);
  return {
    grant_type: 'authorization_code',
    code: new URL(address).searchParams.get('code') ?? '',
    redirect_uri: good['redirect_uri'] ?? '',
    code_verifier: verifier,
  };
}

describe('the embedded provider', () => {
  it('begins an authorization with PKCE at its one redirect address', async () => {
    const answer = await authorize(good);
    expect([answer.status, answer.headers.get('location')?.startsWith('/auth/interaction/')]).toEqual([303, true]);
  });

  it.each([
    ['longer by a letter', (origin: string) => `${origin}/auth/callbackx`],
    ['shorter by a letter', (origin: string) => `${origin}/auth/callbac`],
    ['with a query', (origin: string) => `${origin}/auth/callback?x=1`],
    ['with a slash at the end', (origin: string) => `${origin}/auth/callback/`],
    ['in another case', (origin: string) => `${origin}/auth/Callback`],
    ['at another port', () => 'http://127.0.0.1:1/auth/callback'],
    ['elsewhere', () => 'https://evil.test/auth/callback'],
  ])('A33 answers 400 without a redirect to a redirect address %s', async (_, other) => {
    const answer = await authorize({ ...good, redirect_uri: other(house.settings.origin) });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).not.toContain('evil');
  });

  it.each<[string, () => Record<string, string> | URLSearchParams]>([
    ['without PKCE', () => without('code_challenge')],
    ['without a method of PKCE', () => without('code_challenge_method')],
    ['with plain PKCE', () => ({ ...good, code_challenge_method: 'plain' })],
    ['for an id token at once', () => ({ ...good, response_type: 'id_token' })],
    ['for an access token at once', () => ({ ...good, response_type: 'token' })],
    ['for both flows', () => ({ ...good, response_type: 'code id_token' })],
    ['of another client', () => ({ ...good, client_id: 'other' })],
    ['with two redirect addresses', () => new URLSearchParams([...Object.entries(good), ['redirect_uri', 'https://evil.test/']])],
  ])('A33 answers 400 without a redirect to a request %s', async (_, wrong) => {
    const answer = await fetch(`${house.settings.origin}/oidc/auth?${new URLSearchParams(wrong()).toString()}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('A33 has no password grant, no client credentials, no registration, no device flow', async () => {
    for (const grant of [
      { grant_type: 'password', username: 'ada@contoso.example', password },
      { grant_type: 'client_credentials' },
      { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'x' },
      { grant_type: 'refresh_token', refresh_token: 'x' },
    ]) {
      expect((await token(grant)).status).toBe(400);
    }
    for (const path of ['reg', 'device/auth', 'session/end', 'request', 'me', 'token/introspection', 'token/revocation']) {
      expect((await fetch(`${house.settings.origin}/oidc/${path}`, { method: 'POST' })).status).toBe(404);
    }
  });

  it('A33 takes a code once; the second use is refused and revokes what the first got', async () => {
    await sql`delete from platform.oidc_payloads`.execute(house.asAdmin);
    const code = await freshCode();
    const first = await token(code);
    expect(first.status).toBe(200);
    const held = () =>
      sql<{ kind: string }>`select kind from platform.oidc_payloads where kind in ('AccessToken', 'AuthorizationCode')`.execute(house.asAdmin);
    expect((await held()).rows.length).toBe(2);
    const second = await token(code);
    expect([second.status, ((await second.json()) as { error: string }).error]).toEqual([400, 'invalid_grant']);
    expect((await held()).rows).toEqual([]);
  });

  it('A33 gives tokens to at most one of two that use a code at once', async () => {
    const code = await freshCode();
    const statuses = (await Promise.all([token(code), token(code), token(code)])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(2);
  });

  it('A21 A33 gives nothing for another verifier, another redirect address, another client, or no secret', async () => {
    const code = await freshCode();
    for (const wrong of [
      { ...code, code_verifier: 'w'.repeat(64) },
      { ...code, redirect_uri: `${house.settings.origin}/` },
    ])
      expect((await token(wrong)).status).toBe(400);
    expect((await token(code, basic('wrong'))).status).toBe(401);
    expect((await token({ ...code, client_id: clientId }, {})).status).toBe(401);
  });

  it('stores no code and no cookie as it is shown', async () => {
    const browser = openBrowser(house.settings.origin);
    await toSignInPage(browser);
    const { code } = await freshCode();
    const { rows } = await sql<{ all: string }>`select coalesce(string_agg(p::text, ' '), '') as all from platform.oidc_payloads p`.execute(
      house.asAdmin,
    );
    expect(rows[0]?.all).not.toContain(code);
  });

  it('A27 A126 names its addresses by the configured origin, whatever the request says of host and proxy', async () => {
    const answer = await fetch(`${house.settings.origin}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' },
    });
    const found = (await answer.json()) as Record<string, unknown>;
    expect(found['issuer']).toBe(`${house.settings.origin}/oidc`);
    expect(JSON.stringify(found)).not.toContain('evil');
    expect([
      found['response_types_supported'],
      found['grant_types_supported'],
      found['code_challenge_methods_supported'],
      found['id_token_signing_alg_values_supported'],
    ]).toEqual([['code'], ['authorization_code'], ['S256'], ['ES256']]);
  });

  it('is over for a sign-in under way when its time has passed, by the database’s clock', async () => {
    const browser = openBrowser(house.settings.origin);
    const form = await toSignInPage(browser);
    await sql`update platform.oidc_payloads set expires_at = now() where kind = 'Interaction'`.execute(house.asAdmin);
    expect((await browser.post(form, { email: 'ada@contoso.example', password })).status).toBe(404);
  });
});

describe('the keys of the provider', () => {
  it('are made once, however many servers start at once, and are sealed', async () => {
    const many = await Promise.all(Array.from({ length: 4 }, () => loadSigningKeys(house.db, house.key, 'oidc')));
    const cookies = await Promise.all(Array.from({ length: 4 }, () => loadCookieKeys(house.db, house.key)));
    for (const found of [many, cookies]) expect(new Set(found.map(({ ids }) => ids)).size).toBe(1);
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from platform.signing_keys`.execute(house.asAdmin);
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('"d"');
  });

  it('change after 90 days: the newest signs, the former still verifies for a day', async () => {
    const before = await loadSigningKeys(house.db, house.key, 'oidc');
    expect(await loadSigningKeys(house.db, house.key, 'oidc')).toEqual(before);
    await sql`update platform.signing_keys set created_at = now() - interval '90 days'`.execute(house.asAdmin);
    const after = await loadSigningKeys(house.db, house.key, 'oidc');
    const [former] = before.keys;
    expect(after.keys).toEqual([expect.not.objectContaining({ kid: former?.kid }), former]);
    await sql`update platform.signing_keys set retired_at = retired_at - interval '25 hours'`.execute(house.asAdmin);
    expect((await loadSigningKeys(house.db, house.key, 'oidc')).keys).toEqual(after.keys.slice(0, 1));
  });

  it('serve a second server that starts after they changed', async () => {
    const app = Fastify();
    const settings = { ...house.settings };
    registerSignIn(app, { ...house, settings });
    settings.origin = await app.listen({ port: 0, host: '127.0.0.1' });
    expect((await signIn(openBrowser(settings.origin), 'ada@contoso.example', password)).status).toBe(303);
    const keySet = async (origin: string) =>
      ((await (await fetch(`${origin}/oidc/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    expect(await keySet(settings.origin)).toEqual(
      expect.arrayContaining((await loadSigningKeys(house.db, house.key, 'oidc')).keys.map(({ kid }) => kid)),
    );
    await app.close();
  });
});
