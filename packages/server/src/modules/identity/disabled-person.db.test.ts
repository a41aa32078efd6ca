import type { OrganizationId, UserId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../kernel/result.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { type AccessNeeds, directoryRoutes } from '../directory/index.ts';
import { openBrowser, signIn, toSignInPage } from './browser.fixture.ts';
import { makeToken } from './create-token.ts';
import { identityRoutes } from './identity.routes.ts';
import { serve } from './people.fixture.ts';
import { shutOut } from './shut-out.ts';
import { type House, openHouse, password } from './sign-in.fixture.ts';

/** Nobody of this house is behind a delegation, and no group carries rights. */
const access: AccessNeeds = {
  shutOut,
  customersConcerned: async () => [],
  keepPrimaryAdmins: async () => ok(undefined),
  noteDeprovisioning: async () => undefined,
  membersBeyond: async () => new Set(),
  forgetGroup: async () => undefined,
};
let house: House;
let contoso: OrganizationId;
let app: FastifyInstance;
let origin: string;
const people = new Map<string, UserId>();
const idOf = (name: string): UserId => people.get(name) ?? 'usr_nobody';

beforeAll(async () => {
  house = await openHouse();
  contoso = await house.organization('Contoso', 'contoso.example');
  for (const [name, roles] of [
    ['gail', ['global-admin']],
    ['gus', ['global-admin']],
    ['mona', ['managed-service-admin']],
    ['oleg', ['operator']],
    ['ted', []],
    ['tess', []],
  ] as const) {
    people.set(name, await house.person(contoso, `${name}@contoso.example`, roles));
  }
  const administrators = new Set(['gail', 'gus', 'mona'].map(idOf));
  ({ app, origin } = await serve(
    house,
    [...directoryRoutes(access), ...identityRoutes({ demo: false })],
    (user, action) => action === 'directory.view' || administrators.has(user),
  ));
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const tokenOf = async (name: string): Promise<string> =>
  (
    await house.write(contoso, (tx) =>
      makeToken(tx, { organization: contoso, user: idOf(name), signedInAt: new Date() }, { name: 'test', expiresInDays: 1 }),
    )
  ).secret;
const as = async (name: string, method: string, path: string, body?: unknown) =>
  fetch(`${origin}/api/v1/organizations/${contoso}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(name)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'PATCH' ? { 'if-match': `"${await versionOf(path)}"` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
/** Of the person that the path names; 1 where nobody is there. */
const versionOf = async (path: string): Promise<number> => {
  const id = [...people.values()].find((one) => path.endsWith(one)) ?? 'usr_nobody';
  const row = await inSnapshot(house.db, [contoso], (tx) => tx.selectFrom('users').select('version').where('id', '=', id).executeTakeFirst());
  return row?.version ?? 1;
};
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('disabling a person', () => {
  it('A74 A75 ends everything they hold, at once: session, token, sign-in under way', async () => {
    const browser = openBrowser(house.settings.origin);
    await signIn(browser, 'ted@contoso.example', password);
    const me = (headers: Record<string, string>) => fetch(`${origin}/api/v1/me`, { headers });
    const session = { cookie: browser.cookieHeader('/') };
    const token = { authorization: `Bearer ${await tokenOf('ted')}` };
    expect([(await me(session)).status, (await me(token)).status]).toEqual([200, 200]);
    const half = openBrowser(house.settings.origin);
    const { redirectTo } = (await (await half.post(await toSignInPage(half), { email: 'ted@contoso.example', password })).json()) as {
      redirectTo: string;
    };
    const { address: callback } = await half.follow(redirectTo, /\/auth\/callback\?/);

    const answer = await as('mona', 'PATCH', `/users/${idOf('ted')}`, { active: false });
    expect([answer.status, ((await answer.json()) as { active: boolean }).active]).toEqual([200, false]);

    expect([(await me(session)).status, (await me(token)).status]).toEqual([401, 401]);
    expect((await half.get(callback)).status).toBe(400);
    expect((await signIn(openBrowser(house.settings.origin), 'ted@contoso.example', password)).status).toBe(401);

    await as('mona', 'PATCH', `/users/${idOf('ted')}`, { active: true });
    expect((await me(session)).status).toBe(401);
    expect((await signIn(openBrowser(house.settings.origin), 'ted@contoso.example', password)).status).toBe(303);
  });

  it('stands in the ledger and bumps the epoch, once', async () => {
    const epoch = async () =>
      (
        await inSnapshot(house.db, [contoso], (tx) =>
          tx.selectFrom('epochs').select('epoch').where('organization_id', '=', contoso).executeTakeFirstOrThrow(),
        )
      ).epoch;
    const before = await epoch();
    await as('gail', 'PATCH', `/users/${idOf('tess')}`, { active: false });
    expect(await epoch()).toBe(before + 1);
    await as('gail', 'PATCH', `/users/${idOf('tess')}`, { active: false });
    await as('gail', 'PATCH', `/users/${idOf('tess')}`, { active: true });
    const entries = await inSnapshot(house.db, [contoso], (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'changes'])
        .where('target_id', '=', idOf('tess'))
        .orderBy(sql`age(xmin)`, 'desc')
        .execute(),
    );
    expect(entries).toEqual([
      { action: 'user.disabled', changes: { before: { active: true }, after: { active: false } } },
      { action: 'user.enabled', changes: { before: { active: false }, after: { active: true } } },
    ]);
  });

  it('A28 D28 is refused to a Managed Service Administrator when the other is stronger', async () => {
    for (const stronger of ['gus', 'oleg'])
      expect(await codeOf(await as('mona', 'PATCH', `/users/${idOf(stronger)}`, { active: false }))).toEqual([403, 'exceeds_own_rights']);
    expect((await as('gail', 'PATCH', `/users/${idOf('oleg')}`, { active: false })).status).toBe(200);
  });

  it('D21 is not refused for the last administrator there is', async () => {
    expect((await as('gail', 'PATCH', `/users/${idOf('gus')}`, { active: false })).status).toBe(200);
    expect((await as('gail', 'PATCH', `/users/${idOf('mona')}`, { active: false })).status).toBe(200);
    await as('gail', 'PATCH', `/users/${idOf('mona')}`, { active: true });
  });

  it('is not for everybody, and does not tell who exists', async () => {
    expect(await codeOf(await as('tess', 'PATCH', `/users/${idOf('mona')}`, { active: false }))).toEqual([403, 'forbidden']);
    for (const absent of ['usr_nobody', 'x', 'usr_%27'])
      expect(await codeOf(await as('mona', 'PATCH', `/users/${absent}`, { active: false }))).toEqual([404, 'not_found']);
    expect(await codeOf(await as('mona', 'PATCH', `/users/${idOf('tess')}`, { active: false, roles: ['global-admin'] }))).toEqual([422, 'read_only']);
  });
});

describe('the directory', () => {
  it('lists people by name, page by page, and finds them by the beginning of a name or address', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = (await (await as('tess', 'GET', `/users?limit=2&count=true${cursor === '' ? '' : `&cursor=${cursor}`}`)).json()) as {
        items: { name: string }[];
        nextCursor: string | null;
        count: number;
      };
      expect(page.count).toBe(6);
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['gail', 'gus', 'mona', 'oleg', 'ted', 'tess']);
    const found = (await (await as('tess', 'GET', '/users?q=TE&active=true')).json()) as { items: { name: string }[] };
    expect(found.items.map(({ name }) => name)).toEqual(['ted', 'tess']);
    expect(((await (await as('tess', 'GET', '/users?q=%25')).json()) as { items: unknown[] }).items).toEqual([]);
  });

  it('shows the own organization, and no other', async () => {
    expect(await (await as('tess', 'GET', '')).json()).toMatchObject({
      id: contoso,
      name: 'Contoso',
      domains: [{ domain: 'contoso.example', verified: true }],
    });
    const fabrikam = await house.organization('Fabrikam', 'fabrikam.example');
    for (const other of [fabrikam, 'org_nobody', 'x']) {
      const answer = await fetch(`${origin}/api/v1/organizations/${other}`, { headers: { authorization: `Bearer ${await tokenOf('tess')}` } });
      expect(await codeOf(answer)).toEqual([404, 'not_found']);
    }
  });
});
