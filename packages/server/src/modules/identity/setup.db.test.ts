import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, signIn } from './browser.fixture.ts';
import { printSetupToken } from './complete-setup.ts';
import { serve } from './people.fixture.ts';
import { setupRoutes } from './setup.routes.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';

let house: House;
let app: FastifyInstance;
let origin: string;

beforeAll(async () => {
  house = await openHouse();
  ({ app, origin } = await serve(house, setupRoutes({ key: house.key, hasher: house.hasher }), () => false));
});
afterAll(async () => {
  await app.close();
  await house.close();
});
/** As at the first start, a minute after whatever was tried before. */
beforeEach(async () => {
  await sql`update platform.sign_in_attempts set window_from = window_from - interval '1 minute'`.execute(house.asAdmin);
  await sql`delete from platform.setup`.execute(house.asAdmin);
  await sql`delete from organizations`.execute(house.asAdmin);
});

const given = (token: string, domain: string, secret = password) => ({
  token,
  operator: { name: 'Olga', email: `olga@${domain}`, password: secret },
  organization: { name: 'Platform', domain, country: 'FR' },
});
const post = (body: unknown, path = '/api/v1/setup') =>
  fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const state = async () => (await fetch(`${origin}/api/v1/setup`)).status;
async function printed(): Promise<string> {
  const tokens: string[] = [];
  await printSetupToken(house.db, (token) => tokens.push(token));
  return tokens.join();
}
const organizations = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from organizations`.execute(house.asAdmin)).rows[0]?.count;

describe('first-run set-up', () => {
  it('is not there before it was opened', async () => {
    expect([await state(), (await post(given('x', 'platform.example'))).status]).toEqual([404, 404]);
  });

  it('takes only the token that was printed last, and stores only its digest', async () => {
    const first = await printed();
    const second = await printed();
    expect(await state()).toBe(200);
    for (const wrong of [first, `${second}0`, second.toUpperCase(), 'x']) expect((await post(given(wrong, 'platform.example'))).status).toBe(401);
    const { rows } = await sql<{ all: string }>`select s::text as all from platform.setup s`.execute(house.asAdmin);
    expect(rows[0]?.all).not.toContain(second);
    expect(await organizations()).toBe(0);
  });

  it('leaves the token unused when something else is wrong, and says where', async () => {
    const token = await printed();
    for (const [body, pointer] of [
      [given(token, 'platform.example', 'passwordpassword'), '/operator/password'],
      [given(token, 'platform'), '/organization/domain'],
      [{ ...given(token, 'platform.example'), operator: { name: 'Olga', email: 'olga@elsewhere.example', password } }, '/operator/email'],
    ] as const) {
      const answer = await post(body);
      expect([answer.status, ((await answer.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([422, pointer]);
    }
    expect([await organizations(), await state()]).toEqual([0, 200]);
  });

  it('A36 lets exactly one of two first calls win, and is not there afterwards', async () => {
    const token = await printed();
    const answers = await Promise.all([
      post(given(token, 'platform.example')),
      post(given(token, 'other.example')),
      post(given(token, 'third.example')),
    ]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 404, 404]);
    expect(await organizations()).toBe(1);
    for (const path of ['/api/v1/setup', '/api/v1/setup/x', '/api/v1//setup', '/api/v1/%73etup', '/api/v1/Setup', '/api/v1/setup/'])
      expect((await post(given(token, 'again.example'), path)).status).toBe(404);
    expect(await state()).toBe(404);
    expect(await printed()).toBe('');
    expect(await organizations()).toBe(1);
  });

  it('makes an operator who can sign in', async () => {
    expect((await post(given(await printed(), 'platform.example'))).status).toBe(201);
    const { rows } = await sql<{
      email: string;
      roles: string[];
    }>`select email, array(select role from user_roles r where r.user_id = u.id order by role) as roles from users u`.execute(house.asAdmin);
    expect(rows[0]?.roles).toEqual(['global-admin', 'managed-service-admin', 'operator']);
    expect((await signIn(openBrowser(house.settings.origin), rows[0]?.email ?? '', password)).status).toBe(303);
  });
});

describe('guessing the set-up token', () => {
  it('is limited per network', async () => {
    await printed();
    const statuses = [];
    for (let n = 0; n < 11; n += 1) {
      statuses.push((await post(given('x', 'guess.example', `${password}${n}`))).status);
      await sql`update platform.sign_in_attempts set window_from = now() where window_from > now() - interval '1 minute'`.execute(house.asAdmin);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });
});
