import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { authenticate } from './authenticate.ts';
import { type Browser, openBrowser, signIn, toSignInPage } from './browser.fixture.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';

let house: House;
let contoso: OrganizationId;
let ada: UserId;

beforeAll(async () => {
  house = await openHouse();
  contoso = await house.organization('Contoso', 'contoso.example');
  ada = await house.person(contoso, 'ada@contoso.example');
  await house.person(contoso, 'ben@contoso.example');
});
afterAll(() => house.close());

const asked = (browser: Browser, method = 'GET', headers: Record<string, string> = {}) =>
  authenticate(house.db, house.key, house.settings, {
    authorization: undefined,
    cookie: browser.cookieHeader('/api/v1/me'),
    method,
    address: '127.0.0.1',
    header: (name) => headers[name],
  });
const sessionsOf = (user: UserId) =>
  inSnapshot(house.db, [contoso], (tx) => tx.selectFrom('sessions').selectAll().where('user_id', '=', user).execute());

describe('signing in', () => {
  it('makes a session by authorization code and leads back to the own page', async () => {
    const browser = openBrowser(house.settings.origin);
    const answer = await signIn(browser, 'ada@contoso.example', password, '/auth/sign-in?returnTo=/org/rooms');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/org/rooms']);
    expect(answer.headers.getSetCookie().find((line) => line.startsWith('kh_session='))).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/);
    expect(await asked(browser)).toMatchObject({
      ok: true,
      person: { user: ada, organization: contoso, channel: 'session', organizationName: 'Contoso' },
    });
  });

  it('D02 finds the person by any true spelling of the address', async () => {
    expect((await signIn(openBrowser(house.settings.origin), ' ADA@Contoso.Example. ', password)).status).toBe(303);
  });

  it('A127 leads to the start after a sign-in that was to lead elsewhere', async () => {
    const answer = await signIn(openBrowser(house.settings.origin), 'ada@contoso.example', password, '/auth/sign-in?returnTo=//evil.test');
    expect(answer.headers.get('location')).toBe('/');
  });

  it('makes a new session at step-up, and the former one is over', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    const former = browser.cookies.get('kh_session')?.value;
    const before = await asked(browser);
    expect((await signIn(browser, 'ada@contoso.example', password, '/auth/sign-in?stepUp=1')).status).toBe(303);
    const after = await asked(browser);
    if (!before.ok || !after.ok) throw new Error('not signed in');
    expect(after.person.signedInAt.getTime()).toBeGreaterThan(before.person.signedInAt.getTime());
    expect(after.person.credential).not.toBe(before.person.credential);
    browser.cookies.set('kh_session', { value: former ?? '', path: '/' });
    expect(await asked(browser)).toMatchObject({ ok: false, code: 'not_signed_in' });
  });

  it('lets another person sign in in the same browser, and asks for the password again', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    expect((await signIn(browser, 'ben@contoso.example', password)).status).toBe(303);
    expect(await asked(browser)).toMatchObject({ ok: true, person: { name: 'ben' } });
  });

  it('A30 refuses an answer whose state, nonce cookie or browser is another, and makes no session', async () => {
    const browser = openBrowser(house.settings.origin);
    const form = await toSignInPage(browser);
    const { redirectTo } = (await (await browser.post(form, { email: 'ada@contoso.example', password })).json()) as { redirectTo: string };
    const { address } = await browser.follow(redirectTo, /\/auth\/callback\?/);
    const stranger = openBrowser(house.settings.origin);
    const other = openBrowser(house.settings.origin);
    await toSignInPage(other);
    const forged = new URL(address);
    forged.searchParams.set('state', 'x'.repeat(43));
    const foreign = new URL(address);
    foreign.searchParams.set('iss', 'https://evil.test/oidc');
    for (const [who, where] of [
      [stranger, address],
      [other, address],
      [openCopy(browser), forged.href],
      [openCopy(browser), foreign.href],
    ] as const) {
      const answer = await who.get(where);
      expect(answer.status).toBe(400);
      expect(who.cookies.has('kh_session')).toBe(false);
    }
    expect((await browser.get(address)).status).toBe(303);
    const replayed = openCopy(browser);
    replayed.cookies.delete('kh_session');
    expect((await replayed.get(address)).status).toBe(400);
  });

  it('A35 refuses a password that another site posts', async () => {
    const browser = openBrowser(house.settings.origin);
    const form = await toSignInPage(browser);
    const answer = await browser.post(
      form,
      { email: 'ada@contoso.example', password },
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
    );
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'csrf']);
  });

  it('A27 refuses addresses that are no text', async () => {
    const browser = openBrowser(house.settings.origin);
    const answer = await browser.post(await toSignInPage(browser), { email: ['ada@contoso.example', 'eve@evil.test'], password });
    expect([answer.status, ((await answer.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([422, '/email']);
  });

  it('A35 takes a sign-out only from the own pages, and then the session is gone', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    const held = openCopy(browser);
    expect((await browser.post('/auth/sign-out', {})).status).toBe(403);
    const caller = await asked(browser);
    const csrf = caller.ok ? (caller.csrfToken ?? '') : '';
    expect((await browser.post('/auth/sign-out', {}, { 'x-csrf-token': csrf })).status).toBe(204);
    expect(browser.cookies.has('kh_session')).toBe(false);
    expect(await asked(held)).toMatchObject({ ok: false, code: 'not_signed_in' });
  });
});

describe('signing in under a public https origin', () => {
  it('works behind a proxy that names another host, with cookies that only this host gets', async () => {
    const proxied = await openHouse();
    const served = proxied.settings.origin;
    Object.assign(proxied.settings, { origin: 'https://keyholder.example', cookieSecure: true });
    const fabrikam = await proxied.organization('Fabrikam', 'fabrikam.example');
    const fay = await proxied.person(fabrikam, 'fay@fabrikam.example');
    const browser = openBrowser('https://keyholder.example', served);
    const answer = await signIn(browser, 'fay@fabrikam.example', password, '/auth/sign-in?returnTo=/org/rooms');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/org/rooms']);
    expect(answer.headers.getSetCookie().find((line) => line.startsWith('__Host-kh_session='))).toMatch(
      /; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=86400$/,
    );
    const cookie = browser.cookieHeader('/');
    const ask = (shown: string) =>
      authenticate(proxied.db, proxied.key, proxied.settings, {
        authorization: undefined,
        cookie: shown,
        method: 'GET',
        address: '127.0.0.1',
        header: () => undefined,
      });
    expect(await ask(cookie)).toMatchObject({ ok: true, person: { user: fay } });
    expect(await ask(cookie.replaceAll('__Host-', ''))).toMatchObject({ ok: false, code: 'not_signed_in' });
    expect(await ask(`${cookie}; ${cookie}`)).toMatchObject({ ok: false, code: 'not_signed_in' });
    await proxied.close();
  });
});

describe('a session', () => {
  it('A35 acts only with the token of its own session and from the own pages', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    const caller = await asked(browser);
    const token = caller.ok ? (caller.csrfToken ?? '') : '';
    const own = { 'x-csrf-token': token, 'sec-fetch-site': 'same-origin' };
    expect(await asked(browser, 'POST', own)).toMatchObject({ ok: true });
    expect(await asked(browser, 'POST', { 'x-csrf-token': token, origin: house.settings.origin })).toMatchObject({ ok: true });
    for (const wrong of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { ...own, 'sec-fetch-site': 'none' },
      { 'x-csrf-token': token },
      { 'x-csrf-token': token, origin: 'null' },
      { ...own, 'x-csrf-token': `${token}a` },
    ]) {
      expect(await asked(browser, 'DELETE', wrong)).toMatchObject({ ok: false, code: 'csrf' });
    }
  });

  it.each([
    ['idle for 8 hours', "last_seen_at = now() - interval '8 hours'"],
    ['24 hours old', 'expires_at = now()'],
  ])('is over when it was %s, by the database’s clock', async (_, moved) => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    expect(await asked(browser)).toMatchObject({ ok: true });
    await moveTime(moved);
    expect(await asked(browser)).toMatchObject({ ok: false, code: 'not_signed_in' });
  });

  it('notes its use at most once a minute', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ada@contoso.example', password);
    const seen = async () => Math.max(...(await sessionsOf(ada)).map(({ last_seen_at }) => last_seen_at.getTime()));
    const first = await seen();
    await asked(browser);
    expect(await seen()).toBe(first);
    await moveTime("last_seen_at = last_seen_at - interval '61 seconds'");
    await asked(browser);
    expect(await seen()).toBeGreaterThan(first);
  });

  async function moveTime(assignment: string): Promise<void> {
    await sql`update sessions set ${sql.raw(assignment)}`.execute(house.asAdmin);
  }
});

function openCopy(browser: Browser): Browser {
  const copy = openBrowser(house.settings.origin);
  for (const [name, cookie] of browser.cookies) copy.cookies.set(name, cookie);
  return copy;
}
