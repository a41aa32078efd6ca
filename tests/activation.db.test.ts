import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, signIn } from '../packages/server/src/modules/identity/browser.fixture.ts';
import { type Asked, type Composed, type Seen, bytesOf, openComposed } from './support/composed.ts';
import { tokenIn } from './routes/activation-refusals.fixture.ts';
import { smallWorld } from './routes/small-world.ts';

const password = 'tidal-lantern-42';
let server: Composed;
beforeAll(async () => {
  server = await openComposed(smallWorld);
});
afterAll(() => server?.close());

const at = (organization: string, path: string): string => `/organizations/${server.id(organization)}${path}`;
let added = 0;
/** Adds somebody to the organization of `by`, without anything else. */
async function newcomer(by = 'alpha.msa'): Promise<{ id: string; email: string }> {
  const [organization = ''] = by.split('.');
  added += 1;
  const email = `newcomer-${added}@${organization}.example`;
  const seen = await server.ask(by, 'POST', at(organization, '/users'), { body: { email, name: `Ola Berg ${added}` } });
  return { id: String(seen.at('id')), email };
}
const linkPath = (by: string, user: string): string => at(by.split('.')[0] ?? '', `/users/${user}/activation-link`);
const make = (user: string, by = 'alpha.msa', asked: Asked = {}): Promise<Seen> => server.askBySession(by, 'POST', linkPath(by, user), asked);
const linkFor = async (user: string, by = 'alpha.msa'): Promise<string> => tokenIn(await make(user, by));
const look = (link: string): Promise<Seen> => server.send(link, 'GET', '/api/v1/activation');
const spend = (link: string, secret = password): Promise<Seen> => server.send(link, 'POST', '/api/v1/activation', { body: { password: secret } });
const shown = (user: string, by = 'alpha.msa'): Promise<Seen> => server.ask(by, 'GET', at(by.split('.')[0] ?? '', `/users/${user}`));
const unknown = async (): Promise<[string, string]> => [bytesOf(await look('x')), bytesOf(await spend('x'))];
const asBytes = async (link: string): Promise<[string, string]> => [bytesOf(await look(link)), bytesOf(await spend(link))];
const allowed = (seen: Seen, action: string): unknown => (seen.at('allowedActions') as { action: string }[]).find((one) => one.action === action);

describe('somebody whom an administrator added', () => {
  it('is told who invites them, chooses a password and signs in with it; the ledger names them', async () => {
    const { id, email } = await newcomer();
    expect((await shown(id)).at('activation')).toEqual({ state: 'not_activated', linkExpiresAt: null });
    const link = await linkFor(id);
    const until = (await shown(id)).at('activation', 'linkExpiresAt');
    expect((await look(link)).at()).toEqual({
      organization: 'Organization alpha',
      invitedBy: 'msa of alpha',
      name: `Ola Berg ${added}`,
      email,
      roles: [],
      expiresAt: until,
    });
    const [days] = await server.asAdmin<{ days: number }>(
      'select extract(epoch from expires_at - created_at) / 86400 as days from activation_links where user_id = $1',
      [id],
    );
    expect(Number(days?.days)).toBe(7);
    const spent = await spend(link);
    expect([spent.status, spent.at()]).toEqual([200, { email }]);
    expect((await shown(id)).at('activation')).toEqual({ state: 'activated', linkExpiresAt: null });
    expect(
      await server.asAdmin('select action, channel, actor_id as actor from audit_entries where request = $1', [spent.header('x-request-id')]),
    ).toEqual([{ action: 'user.activated', channel: 'link', actor: id }]);
    expect((await signIn(openBrowser(server.origin), email, password)).status).toBe(303);
    expect((await make(id)).code).toBe('already_activated');
  });

  it('spends the link only by a password that is taken', async () => {
    const { id, email } = await newcomer();
    const link = await linkFor(id);
    for (const weak of ['short', 'passwordpassword', email, 'organization alpha']) {
      const refused = await spend(link, weak);
      expect([weak, refused.status, refused.at('errors', 0, 'pointer')]).toEqual([weak, 422, '/password']);
    }
    expect([(await look(link)).status, (await spend(link)).status]).toEqual([200, 200]);
  });

  it('A36 spends it once: of several at once exactly one, and whoever holds it afterwards is told so', async () => {
    const { id, email } = await newcomer();
    const link = await linkFor(id);
    const passwords = ['tidal-lantern-41', 'tidal-lantern-42', 'tidal-lantern-43'];
    const answers = await Promise.all(passwords.map((one) => spend(link, one)));
    expect(answers.map(({ status, code }) => code ?? status).toSorted()).toEqual([200, 'activation_used', 'activation_used']);
    const won = answers.findIndex(({ status }) => status === 200);
    for (const [n, one] of passwords.entries()) expect((await signIn(openBrowser(server.origin), email, one)).status).toBe(n === won ? 303 : 401);
    expect([(await look(link)).code, (await spend(link)).code]).toEqual(['activation_used', 'activation_used']);
  });
});

describe('a link', () => {
  it('A20 A120 is in the answer that made it and nowhere else, be it asked for again', async () => {
    const { id } = await newcomer();
    const headers = { 'idempotency-key': 'once' };
    const made = await make(id, 'alpha.msa', { headers });
    expect([made.status, made.header('cache-control')]).toEqual([201, 'no-store']);
    expect((await make(id, 'alpha.msa', { headers })).at('link')).toBeNull();
    const link = tokenIn(made);
    const tables = await server.asAdmin<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const secret = link.split('_')[4] ?? '';
    expect(secret).toHaveLength(52);
    for (const { name } of tables)
      expect([name, await server.asAdmin(`select from ${name} t where strpos(t::text, $1) > 0`, [secret])]).toEqual([name, []]);
    expect((await look(link)).status).toBe(200);
  });

  it('A36 that is made while the former is spent is none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await newcomer();
      const [spent, made] = await Promise.all([spend(await linkFor(id)), make(id)]);
      const { state, linkExpiresAt } = (await shown(id)).at('activation') as { state: string; linkExpiresAt: string | null };
      if (spent.status === 200) expect([state, linkExpiresAt]).toEqual(['activated', null]);
      else expect([spent.code, made.status, state]).toEqual(['not_found', 201, 'not_activated']);
    }
  });

  it('D28 of somebody stronger is not withdrawn, and the page says so; who is disabled has none', async () => {
    const { id } = await newcomer();
    await linkFor(id);
    await server.asAdmin(`insert into user_roles (organization_id, user_id, role) values ($1, $2, 'global-admin')`, [server.id('alpha'), id]);
    expect(allowed(await shown(id), 'activation_links.withdraw')).toMatchObject({ allowed: false, reason: 'exceeds_own_rights' });
    expect((await server.askBySession('alpha.msa', 'DELETE', linkPath('alpha.msa', id))).code).toBe('exceeds_own_rights');
    const { id: leaver } = await newcomer();
    await linkFor(leaver);
    const { version } = (await shown(leaver)).at() as { version: number };
    const seen = await server.askBySession('alpha.msa', 'PATCH', at('alpha', `/users/${leaver}`), {
      body: { active: false },
      headers: { 'if-match': `"${version}"` },
    });
    expect([seen.status, seen.at('activation', 'linkExpiresAt'), allowed(seen, 'activation_links.withdraw')]).toEqual([200, null, undefined]);
  });

  it('A27 leads to the configured address, whatever the request names', async () => {
    const { id } = await newcomer();
    for (const headers of [{ host: 'evil.test' }, { 'x-forwarded-host': 'evil.test' }, { forwarded: 'host=evil.test' }])
      expect(new URL(String((await make(id, 'alpha.msa', { headers })).at('link'))).origin).toBe(server.origin);
  });

  it('ends with the next one, and by being withdrawn: then it is like one that never was', async () => {
    const { id } = await newcomer();
    const [former, latter] = [await linkFor(id), await linkFor(id)];
    expect(await asBytes(former)).toEqual(await unknown());
    expect((await look(latter)).status).toBe(200);
    const withdraw = (): Promise<Seen> => server.askBySession('alpha.msa', 'DELETE', linkPath('alpha.msa', id));
    expect([allowed(await shown(id), 'activation_links.withdraw'), (await withdraw()).status, (await withdraw()).status]).toEqual([
      { action: 'activation_links.withdraw', allowed: true },
      204,
      404,
    ]);
    expect(await asBytes(latter)).toEqual(await unknown());
    expect(allowed(await shown(id), 'activation_links.withdraw')).toBeUndefined();
    expect((await shown(id)).at('activation', 'linkExpiresAt')).toBeNull();
  });

  it('is over at its very instant by the database’s clock, and says whom to ask', async () => {
    const { id } = await newcomer();
    const link = await linkFor(id);
    await server.asAdmin('update activation_links set expires_at = now() where user_id = $1', [id]);
    for (const seen of [await look(link), await spend(link)])
      expect([seen.status, seen.code, seen.at('invitedBy')]).toEqual([410, 'activation_expired', 'msa of alpha']);
    expect((await shown(id)).at('activation', 'linkExpiresAt')).toBeNull();
    expect((await look(await linkFor(id))).status).toBe(200);
  });

  it('A28 is for people of one’s own organization, by those who may add them', async () => {
    const { id } = await newcomer();
    for (const [by, expected] of [
      ['alpha.plain', 403],
      ['gamma.pa', 403],
      ['beta.msa', 404],
    ] as const)
      expect([by, (await server.askBySession(by, 'POST', linkPath('alpha.msa', id))).status]).toEqual([by, expected]);
    expect((await make(id, 'beta.msa')).status).toBe(404);
  });
});

describe('a link rests on the right of its maker', () => {
  const dead = async (link: string): Promise<void> => expect(await asBytes(link)).toEqual(await unknown());
  const roles = async (user: string, ...given: string[]): Promise<Seen> =>
    server.ask('alpha.ga', 'PUT', at('alpha', `/users/${user}/roles`), {
      body: { roles: given },
      headers: { 'if-match': `"${String((await shown(user)).at('version'))}"` },
    });
  const active = async (user: string, to: boolean): Promise<Seen> =>
    server.ask('alpha.ga', 'PATCH', at('alpha', `/users/${user}`), {
      body: { active: to },
      headers: { 'if-match': `"${String((await shown(user)).at('version'))}"` },
    });

  it('D28 A28 nobody makes one for somebody stronger, and who becomes stronger is not let in by it', async () => {
    const { id } = await newcomer();
    const link = await linkFor(id);
    await roles(id, 'billing-admin');
    await dead(link);
    expect((await make(id)).code).toBe('exceeds_own_rights');
    expect(allowed(await shown(id), 'activation_links.create')).toEqual({
      action: 'activation_links.create',
      allowed: false,
      reason: 'exceeds_own_rights',
    });
    expect(allowed(await shown(id, 'alpha.ga'), 'activation_links.create')).toEqual({ action: 'activation_links.create', allowed: true });
    expect((await spend(await linkFor(id, 'alpha.ga'))).status).toBe(200);
  });

  it('D28 also where an assignment at a customer makes them stronger, by themselves or through a group', async () => {
    for (const through of ['person', 'group'] as const) {
      const { id } = await newcomer('gamma.msa');
      const link = await linkFor(id, 'gamma.msa');
      expect((await look(link)).status).toBe(200);
      const group = server.id('gamma.empty');
      await server.asAdmin(
        `insert into assignment_members (organization_id, assignment_id, member_type, member_id)
         select organization_id, id, $2, $3 from assignments where organization_id = $1 and built_in`,
        through === 'person' ? [server.id('alpha'), 'user', id] : [server.id('alpha'), 'group', group],
      );
      if (through === 'group') await server.asAdmin(`insert into group_members values ($1, $2, 'user', $3)`, [server.id('gamma'), group, id]);
      await server.asAdmin('update epochs set epoch = epoch + 1');
      await dead(link);
      expect([through, (await make(id, 'gamma.msa')).code]).toEqual([through, 'exceeds_own_rights']);
      const list = await server.ask('gamma.msa', 'GET', at('gamma', '/users?limit=200'));
      const row = (list.at('items') as { id: string; allowedActions: { action: string; allowed: boolean }[] }[]).find((one) => one.id === id);
      expect(row?.allowedActions.find(({ action }) => action === 'activation_links.create')?.allowed).toBe(false);
      expect((await spend(await linkFor(id, 'gamma.ga'))).status).toBe(200);
    }
  });

  it('A86 ends with being disabled, of the person or of the maker, and does not come back', async () => {
    const { id } = await newcomer();
    const link = await linkFor(id);
    await active(id, false);
    await dead(link);
    expect((await make(id)).code).toBe('user_disabled');
    await active(id, true);
    await dead(link);
    const again = await linkFor(id);
    await active(server.id('alpha.msa'), false);
    await dead(again);
    await active(server.id('alpha.msa'), true);
    await dead(again);
  });

  it('D43 ends with the maker’s role, and with the organization', async () => {
    const { id } = await newcomer();
    const link = await linkFor(id);
    await roles(server.id('alpha.msa'));
    expect(await asBytes(link)).toEqual(await unknown());
    await roles(server.id('alpha.msa'), 'managed-service-admin');
    const again = await linkFor(id);
    await server.asAdmin(`update organizations set state = 'suspended' where id = $1`, [server.id('alpha')]);
    expect(await asBytes(again)).toEqual(await unknown());
    await server.asAdmin(`update organizations set state = 'active' where id = $1`, [server.id('alpha')]);
  });
});
