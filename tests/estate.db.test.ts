import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepSilentRooms } from '../packages/server/src/modules/rooms/index.ts';
import { type Composed, openComposed } from './support/composed.ts';

const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, id: string, roles: readonly string[] = []) => ({
  id: `${organization}.${id}`,
  organization,
  email: `${id}@${organization}.example`,
  roles,
});
const organization = (id: string, more: object = {}) => ({ id, name: id, domains: [`${id}.example`], country: 'FR', ...more });
const room = (id: string, country: string, more: object = {}) => ({ id, customer: 'alpha', name: id, country, city: 'City', site: 'Site', ...more });
const inFrance = { type: 'rule', where: { country: ['FR'] } };
const keeper = ['settings.view', 'settings.modify'];

/** A customer, its partner under manual for rooms and rings, and people who keep the settings: over all rooms, and over some. */
const world = {
  organizations: [organization('alpha'), organization('gamma', { partnerEligible: true })],
  users: [
    person('alpha', 'msa', ['managed-service-admin']),
    person('alpha', 'keeper'),
    person('alpha', 'scoped'),
    person('alpha', 'lead'),
    person('gamma', 'pa'),
  ],
  roomGroups: [{ id: 'loaned', customer: 'alpha', name: 'Loaned' }],
  rooms: [room('paris', 'FR', { groups: ['loaned'] }), room('lyon', 'FR'), room('berlin', 'DE')],
  customerRoles: [{ id: 'keeper', customer: 'alpha', name: 'Keeper', permissions: keeper }],
  customerAssignments: [
    { customer: 'alpha', role: 'keeper', members: [user('alpha.keeper')], scope: [{ type: 'all' }] },
    { customer: 'alpha', role: 'keeper', members: [user('alpha.scoped')], scope: [inFrance] },
    { customer: 'alpha', role: 'site-lead', members: [user('alpha.lead')], scope: [inFrance] },
  ],
  delegations: [
    {
      customer: 'alpha',
      partner: 'gamma',
      scope: [{ type: 'group', id: 'loaned' }],
      primaryAdmins: [user('gamma.pa')],
      changeControl: { 'rooms.modify': 'manual', 'rings.modify': 'manual' },
    },
  ],
};

let composed: Composed;
beforeAll(async () => {
  composed = await openComposed(world);
});
afterAll(() => composed?.close());

const alpha = (rest = ''): string => `/customers/${composed.id('alpha')}${rest}`;
const roomPath = (alias: string): string => alpha(`/rooms/${composed.id(alias)}`);
const versionAt = async (path: string): Promise<string> => `"${String((await composed.ask('alpha.msa', 'GET', path)).at('version'))}"`;
const change = async (who: string, path: string, body: object) =>
  composed.ask(who, 'PATCH', path, { body, headers: { 'if-match': await versionAt(path) } });
const requests = async (): Promise<number> => (await composed.asAdmin('select from change_requests')).length;
const days = (from: unknown, until: unknown): number => (Date.parse(String(until)) - Date.parse(String(from))) / 86_400_000;

describe('settings', () => {
  it('are for whoever holds them over all rooms; over some it is not enough (Table 1)', async () => {
    expect((await composed.ask('alpha.keeper', 'GET', alpha('/settings'))).status).toBe(200);
    expect((await change('alpha.keeper', alpha('/settings'), { changeRequestDays: 6 })).status).toBe(200);
    for (const who of ['alpha.scoped', 'alpha.lead', 'gamma.pa']) {
      expect([who, (await composed.ask(who, 'GET', alpha('/settings'))).status]).toEqual([who, 403]);
      expect([who, (await change(who, alpha('/settings'), { changeRequestDays: 5 })).status]).toEqual([who, 403]);
    }
    expect((await composed.ask('alpha.msa', 'GET', alpha('/settings'))).at('changeRequestDays')).toBe(6);
  });

  it('D39 give a change request as many days as they say', async () => {
    for (const changeRequestDays of [1, 30]) {
      await change('alpha.msa', alpha('/settings'), { changeRequestDays });
      const waiting = await change('gamma.pa', roomPath('paris'), { notes: `for ${changeRequestDays}` });
      expect(waiting.status).toBe(202);
      const [row] = await composed.asAdmin<{ requested_at: Date; expires_at: Date }>(
        'select requested_at, expires_at from change_requests order by requested_at desc limit 1',
      );
      expect(days(row?.requested_at.toISOString(), row?.expires_at.toISOString())).toBeCloseTo(changeRequestDays, 3);
    }
  });

  it('D54 give an enrolment key as many days as they say, whether by creation, import or reset', async () => {
    await change('alpha.msa', alpha('/settings'), { enrolmentKeyDays: 2 });
    const made = await composed.ask('alpha.msa', 'POST', alpha('/rooms'), { body: { name: 'New', country: 'FR', city: 'City', site: 'Site' } });
    expect(days(made.at('enrolment', 'keyIssuedAt'), made.at('enrolment', 'keyExpiresAt'))).toBeCloseTo(2, 3);
    const before = await composed.ask('alpha.msa', 'GET', roomPath('berlin'));
    expect(days(before.at('enrolment', 'keyIssuedAt'), before.at('enrolment', 'keyExpiresAt'))).toBeCloseTo(7, 3);
    const reset = await composed.ask('alpha.msa', 'POST', `${roomPath('berlin')}/key/reset`);
    expect(days(reset.at('enrolment', 'keyIssuedAt'), reset.at('enrolment', 'keyExpiresAt'))).toBeCloseTo(2, 3);
  });

  it('D54 wait for a silent agent as long as they say, and never shorter than three heartbeats', async () => {
    await composed.asAdmin('insert into platform.monitored_organizations values ($1) on conflict do nothing', [composed.id('alpha')]);
    const swept = async (silentAfterMinutes: number | null, minutes: number): Promise<number> => {
      await change('alpha.msa', alpha('/settings'), { silentAfterMinutes });
      await composed.asAdmin(
        `update room_health set awaited = true, health = 'healthy', last_seen_at = now() - make_interval(secs => $2) where room_id = $1`,
        [composed.id('lyon'), minutes * 60],
      );
      await composed.asAdmin(
        `insert into platform.health_watch (listening_since) values (now() - interval '1 day') on conflict (one) do update set listening_since = excluded.listening_since, swept_at = now()`,
      );
      return sweepSilentRooms(composed.db, { heartbeatSeconds: 600, onSignals: async () => undefined });
    };
    expect([await swept(60, 50), await swept(60, 70), await swept(null, 20), await swept(null, 40), await swept(10, 20)]).toEqual([0, 1, 0, 1, 0]);
  });
});

describe('an act under manual that would change nothing', () => {
  it('D36 is answered with the object as it is, and stores no request', async () => {
    const before = await requests();
    const seen = await composed.ask('gamma.pa', 'GET', roomPath('paris'));
    const same = await change('gamma.pa', roomPath('paris'), { notes: seen.at('notes'), ring: seen.at('ring') });
    expect([same.status, same.at('version')]).toEqual([200, seen.at('version')]);
    const moved = await composed.ask('gamma.pa', 'POST', alpha('/update-rings/general/rooms'), { body: { rooms: [composed.id('paris')] } });
    expect([moved.status, moved.at('moved')]).toEqual([200, []]);
    expect((await composed.ask('gamma.pa', 'POST', alpha('/update-rings/staging/resume'))).status).toBe(200);
    expect(await requests()).toBe(before);
  });

  it('D36 D37 shows what it would change where it would change something', async () => {
    const move = await composed.ask('gamma.pa', 'POST', alpha('/update-rings/executive/rooms'), { body: { rooms: [composed.id('paris')] } });
    expect(move.status).toBe(202);
    const [row] = await composed.asAdmin('select event, before, after from change_requests order by requested_at desc limit 1');
    expect(row).toEqual({
      event: 'rings.modify',
      before: { moved: [] },
      after: { moved: [{ room: composed.id('paris'), name: 'paris', from: 'general', to: 'executive' }] },
    });
    expect((await composed.ask('alpha.msa', 'GET', roomPath('paris'))).at('ring')).toBe('general');
  });
});

describe('what waits for one thing', () => {
  const listed = async (who: string, query: string): Promise<string[]> => {
    const items = (await composed.ask(who, 'GET', `/change-requests?${query}`)).at('items');
    if (!Array.isArray(items)) throw new Error(`no list for \`${query}\``);
    return items.map(({ target }: { target: { id: string } }) => target.id);
  };
  it('D36 D39 is listed by its id for whoever may see the request, page by page, and for nobody else', async () => {
    const [paris, executive] = [composed.id('paris'), 'executive'];
    await change('gamma.pa', roomPath('paris'), { notes: 'first' });
    await change('gamma.pa', roomPath('paris'), { notes: 'second' });
    for (const who of ['alpha.msa', 'gamma.pa']) {
      const [ofRoom, ofRing, all] = [await listed(who, `target=${paris}`), await listed(who, `target=${executive}`), await listed(who, '')];
      expect(new Set(ofRoom)).toEqual(new Set([paris]));
      expect(ofRing).toEqual([executive]);
      expect(all).toEqual(expect.arrayContaining([...ofRoom, ...ofRing]));
      const first = await composed.ask(who, 'GET', `/change-requests?target=${paris}&limit=1`);
      const rest = await listed(who, `target=${paris}&limit=200&cursor=${encodeURIComponent(String(first.at('nextCursor')))}`);
      expect(rest).toHaveLength(ofRoom.length - 1);
    }
    expect(await listed('alpha.keeper', `target=${paris}`)).toEqual([]);
    expect(await listed('alpha.msa', `target=${paris}&state=applied`)).toEqual([]);
  });

  it('is nothing for an id that nobody asked about, and refused where it cannot be one', async () => {
    expect(await listed('alpha.msa', `target=${composed.id('berlin')}`)).toEqual([]);
    for (const target of ['room_none', '%25', "'%20or%20true--", encodeURIComponent('💥')])
      expect([target, await listed('alpha.msa', `target=${target}`)]).toEqual([target, []]);
    for (const query of ['target=', 'target=%00x', `target=${'x'.repeat(65)}`, 'target=a&target=b', 'targets=a']) {
      const answer = await composed.ask('alpha.msa', 'GET', `/change-requests?${query}`);
      expect([query, answer.status]).toEqual([query, 422]);
    }
  });
});

describe('rooms by ring and group', () => {
  it('D22 are listed by either, and of a ring of the customer’s own', async () => {
    const ring = String((await composed.ask('alpha.msa', 'POST', alpha('/update-rings'), { body: { name: 'Pilot', order: 2 } })).at('id'));
    expect((await change('alpha.lead', roomPath('lyon'), { ring })).at('ring')).toBe(ring);
    const imported = await composed.ask('alpha.lead', 'POST', alpha('/rooms/imports'), {
      raw: 'name,country,city,site,ring\nImported,FR,City,Site,PILOT\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(imported.at('created')).toBe(1);
    const names = async (who: string, query: string) => {
      const items = (await composed.ask(who, 'GET', `/rooms?${query}`)).at('items');
      return Array.isArray(items) ? items.map(({ name }: { name: string }) => name) : items;
    };
    expect(await names('alpha.msa', `ring=${ring}`)).toEqual(['Imported', 'lyon']);
    expect(await names('gamma.pa', `ring=${ring}`)).toEqual([]);
    expect(await names('gamma.pa', `group=${composed.id('loaned')}`)).toEqual(['paris']);
    expect(await names('alpha.msa', 'group=rgrp_none')).toEqual([]);
  });
});

describe('where rooms lie', () => {
  const places = async (who: string, query = '') => {
    const answer = await composed.ask(who, 'GET', `/places${query}`);
    return [answer.at('countries'), answer.at('cities'), answer.at('sites')];
  };
  it('D22 is told of the rooms in reach over all customers, and of one of them', async () => {
    expect(await places('alpha.msa')).toEqual([['DE', 'FR'], ['City'], ['Site']]);
    expect(await places('alpha.lead')).toEqual([['FR'], ['City'], ['Site']]);
    expect(await places('gamma.pa')).toEqual([['FR'], ['City'], ['Site']]);
    expect(await places('gamma.pa', `?customer=${composed.id('alpha')}`)).toEqual([['FR'], ['City'], ['Site']]);
    for (const other of [composed.id('gamma'), 'org_none']) expect(await places('gamma.pa', `?customer=${other}`)).toEqual([[], [], []]);
  });
});

describe('creating rooms', () => {
  const fields = { name: 'Made', country: 'FR', city: 'City', site: 'Site' };
  it('Table 1 lets a Site Lead create inside its scope, and nobody beyond it', async () => {
    const create = (who: string, body: object) => composed.ask(who, 'POST', alpha('/rooms'), { body: { ...fields, ...body } });
    expect((await create('alpha.lead', {})).status).toBe(201);
    expect((await create('alpha.lead', { country: 'DE' })).code).toBe('exceeds_scope');
    expect((await create('gamma.pa', {})).code).toBe('forbidden');
    expect((await create('alpha.keeper', {})).code).toBe('forbidden');
  });
});
