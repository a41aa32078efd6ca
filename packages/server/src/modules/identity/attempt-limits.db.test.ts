import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { type Browser, openBrowser, signIn, toSignInPage } from './browser.fixture.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse({ perAccount: 3, perNetwork: 8 });
  const contoso = await house.organization('Contoso', 'contoso.example');
  const ada = await house.person(contoso, 'ada@contoso.example');
  await house.person(contoso, 'ben@contoso.example');
  const dora = await house.person(contoso, 'dora@contoso.example');
  await house.write(contoso, (tx) =>
    tx.updateTable('users').set({ active: false }).where('organization_id', '=', contoso).where('id', '=', dora).execute(),
  );
  expect(ada).toMatch(/^usr_/);
});
afterAll(() => house.close());

/** The minute has passed. */
const nextMinute = () => sql`update platform.sign_in_attempts set window_from = window_from - interval '1 minute'`.execute(house.asAdmin);

/** The minute that has begun goes on, however long this machine takes for the tries that belong into it. */
const sameMinute = () =>
  sql`update platform.sign_in_attempts set window_from = now() where window_from > now() - interval '1 minute'`.execute(house.asAdmin);

async function tryOnce(browser: Browser, email: string, given: string): Promise<{ status: number; body: string; retryAfter: string | null }> {
  await sameMinute();
  const answer = await browser.post(await toSignInPage(browser), { email, password: given });
  const body = (await answer.text()).replace(/req_\w+/, 'req');
  return { status: answer.status, body, retryAfter: answer.headers.get('retry-after') };
}

describe('failed sign-ins', () => {
  it('A26 look the same for a wrong password, a disabled person, an unknown person, an unknown domain and no address at all', async () => {
    await nextMinute();
    const answers = [];
    for (const [email, given] of [
      ['ada@contoso.example', 'not-the-password'],
      ['dora@contoso.example', password],
      ['eve@contoso.example', password],
      ['ada@nowhere.example', password],
      ['ada', password],
    ] as const)
      answers.push(await tryOnce(openBrowser(house.settings.origin), email, given));
    expect(answers[0]?.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('are limited per account, whether it exists or not, and the answer says how long to wait', async () => {
    for (const email of ['ada@contoso.example', 'nobody@contoso.example']) {
      await nextMinute();
      const browser = openBrowser(house.settings.origin);
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push(await tryOnce(browser, email, 'not-the-password'));
      expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
      expect(Number(statuses[3]?.retryAfter)).toBeGreaterThan(0);
      expect(Number(statuses[3]?.retryAfter)).toBeLessThanOrEqual(60);
    }
  });

  it('of others do not lock the owner out of a browser that has signed in before', async () => {
    await nextMinute();
    const own = openBrowser(house.settings.origin);
    expect((await signIn(own, 'ada@contoso.example', password)).status).toBe(303);
    const strange = openBrowser(house.settings.origin);
    for (let n = 0; n < 9; n += 1) await tryOnce(strange, 'ada@contoso.example', 'not-the-password');
    expect((await tryOnce(strange, 'ada@contoso.example', password)).status).toBe(429);
    expect((await signIn(own, 'ada@contoso.example', password)).status).toBe(303);
  });

  it('A25 are limited per network, over all accounts', async () => {
    await nextMinute();
    const statuses = [];
    for (let n = 0; n < 9; n += 1) statuses.push((await tryOnce(openBrowser(house.settings.origin), `guess${n}@contoso.example`, password)).status);
    expect(statuses).toEqual([...Array<number>(8).fill(401), 429]);
    expect((await tryOnce(openBrowser(house.settings.origin), 'ben@contoso.example', password)).status).toBe(429);
  });

  it('that were none do not count: signing in many times a minute stays possible', async () => {
    await nextMinute();
    for (let n = 0; n < 5; n += 1) expect((await signIn(openBrowser(house.settings.origin), 'ben@contoso.example', password)).status).toBe(303);
  });

  it('A25 all count when they are tried at once', async () => {
    await nextMinute();
    const pages = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const browser = openBrowser(house.settings.origin);
        return { browser, form: await toSignInPage(browser) };
      }),
    );
    const statuses = await Promise.all(
      pages.map(async ({ browser, form }) => (await browser.post(form, { email: 'ben@contoso.example', password: 'not-the-password' })).status),
    );
    expect(statuses.toSorted((one, other) => one - other)).toEqual([401, 401, 401, 429, 429, 429]);
  });
});
