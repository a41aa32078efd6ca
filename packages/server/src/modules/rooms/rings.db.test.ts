import type { NewUpdateRing, OrganizationId, PermissionKey, RingId, RoomId, UpdateRingChange } from '@keyholder/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act, administratorOf, authorityWith, done, givenRooms, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Result } from '../../kernel/result.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { inSnapshot, inTenant } from '../../platform/postgres/in-tenant.ts';
import { AtomCache, insertAssignment } from '../authorization/index.ts';
import { changeRing } from './change-ring.ts';
import { createRing, mostRings } from './create-ring.ts';
import { deleteRing } from './delete-ring.ts';
import { listRings } from './list-rings.ts';
import { listRooms } from './list-rooms.ts';
import { moveRooms } from './move-rooms.ts';
import { pauseRing, resumeRing } from './pause-ring.ts';
import { atomsOfRings, findRing } from './rings.store.ts';
import { findRoom } from './rooms.store.ts';
import { setKey } from './room-sets.store.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let litware: OrganizationId;
let rooms: RoomId[];
let foreign: RoomId;

beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(async () => {
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  litware = await newOrganization(tenants.db, 'Litware');
  rooms = await givenRooms(tenants.db, fabrikam, [{ name: 'a', ring: 'staging' }, { name: 'b' }, { name: 'c' }, { name: 'd', ring: 'executive' }]);
  [foreign] = (await givenRooms(tenants.db, litware, [{ name: 'Foreign' }])) as [RoomId];
  await within(tenants.db, [fabrikam], (tx) =>
    insertAssignment(tx, {
      customer: fabrikam,
      partner: null,
      role: 'site-lead',
      name: 'Every atom that a scope below names',
      builtIn: false,
      members: [],
      atoms: ['all', ...rooms.map((room) => `room:${room}`)],
    }),
  );
});
afterAll(() => tenants.close());

const reach = (): OrganizationId[] => [fabrikam, litware];
const partner = (n: readonly number[], permissions: PermissionKey[] = ['rooms.view', 'rings.view', 'rings.modify']): Authority =>
  authorityWith(litware, [{ customer: fabrikam, atoms: ['all'], within: atomsOf(n), permissions }]);
const atomsOf = (n: readonly number[]): AtomKey[] => n.map((one) => `room:${rooms[one]}`);
const ids = (...n: number[]): RoomId[] => n.flatMap((one) => rooms[one] ?? []);
const listed = async (authority: Authority, query: { limit?: number; cursor?: string } = {}) => {
  const page = await inSnapshot(tenants.db, reach(), (tx) =>
    listRings(tx, somebodyOf(authority.home), authority, undefined, { count: true, ...query }),
  );
  if (!page.ok) throw new Error(page.code);
  return page.value;
};
const ringAt = async (id: string) => {
  const ring = await within(tenants.db, [fabrikam], (tx) => findRing(tx, fabrikam, id));
  if (ring === undefined) throw new Error('no ring');
  return ring;
};
const create = (body: NewUpdateRing, author: Authority = administratorOf(fabrikam)) =>
  act(tenants.db, reach(), (tx) => createRing(tx, somebodyOf(author.home), author, fabrikam, body));
const given = async (name: string): Promise<RingId> => {
  const made = await create({ name, order: 3 });
  if (!made.ok) throw new Error(made.code);
  return made.value;
};
const change = async (id: string, body: UpdateRingChange) => {
  const seen = await ringAt(id);
  return act(tenants.db, reach(), (tx) => changeRing(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen, body));
};
const move = async (author: Authority, id: string, wanted: RoomId[]) => {
  const ring = await ringAt(id);
  return act(tenants.db, reach(), (tx) => moveRooms(tx, somebodyOf(author.home), author, ring, wanted));
};
const roomAt = async (n: number) => {
  const row = await within(tenants.db, [fabrikam], (tx) => findRoom(tx, fabrikam, rooms[n] ?? ''));
  if (row === undefined) throw new Error('no room');
  return row;
};
const actions = async (target: string, customer = fabrikam) =>
  (
    await tenants.asAdmin<{ action: string }>(
      'select action from audit_entries where target_id = $1 and organization_id = $2 order by age(xmin) desc',
      [target, customer],
    )
  ).map(({ action }) => action);

describe('the list of rings', () => {
  it('D34 D55 shows every ring to whoever sees rings there, in order, with only the rooms in scope counted', async () => {
    const told = async (authority: Authority) => (await listed(authority)).items.map(({ id, rooms: n }) => `${id} ${n}`);
    expect(await told(administratorOf(fabrikam))).toEqual(['staging 1', 'general 2', 'executive 1']);
    expect(await told(partner([1, 3]))).toEqual(['staging 0', 'general 1', 'executive 1']);
    expect(await told(partner([1], ['rooms.view']))).toEqual([]);
  });

  it('D34 offers the settings of exactly those rings whose rooms are all in scope, and moving rooms into any', async () => {
    let compared = 0;
    for (const scope of [[], [0], [1], [1, 2], [0, 1, 2], [0, 1, 2, 3]])
      for (const permissions of [undefined, ['rooms.view', 'rings.view'] as PermissionKey[]]) {
        const authority = partner(scope, permissions);
        const { items, count } = await listed(authority);
        expect([items.length, count]).toEqual([3, 3]);
        const found = await within(tenants.db, [fabrikam], (tx) =>
          atomsOfRings(
            tx,
            items.map(({ id }) => ({ customer: fabrikam, id })),
          ),
        );
        for (const { id, allowedActions } of items) {
          const matter = { customer: fabrikam, kind: 'rooms', rooms: found.get(setKey(fabrikam, id)) ?? [] } as const;
          const may = (action: string) => allowedActions.find((one) => one.action === action)?.allowed;
          expect([scope, id, may('rings.modify')]).toEqual([scope, id, authority.decide('rings.modify', matter).outcome === 'allow']);
          expect([may('rings.move_rooms'), may('rings.delete')]).toEqual([permissions === undefined, false]);
          compared += 1;
        }
      }
    expect(compared).toBe(36);
  });

  it('walks all pages over all customers, each ring once', async () => {
    const authority = authorityWith(
      litware,
      [fabrikam, litware].map((customer) => ({ customer, atoms: ['all'] })),
    );
    const whole = (await listed(authority)).items.map(({ customer, id }) => `${customer} ${id}`);
    expect(whole).toHaveLength(6);
    const walked: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listed(authority, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      walked.push(...page.items.map(({ customer, id }) => `${customer} ${id}`));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(whole);
  });
});

describe('moving rooms between rings', () => {
  it('D34 moves rooms of one’s own scope into any ring, each out of the one it was in, and records it on both sides', async () => {
    const ring = await given('Pilot');
    expect(await move(partner([0, 1]), ring, ids(0, 1, 1))).toEqual({
      ok: true,
      value: {
        ring,
        moved: [
          { room: rooms[0], name: 'a', from: 'staging' },
          { room: rooms[1], name: 'b', from: 'general' },
        ],
      },
    });
    expect([(await roomAt(0)).ring, (await roomAt(0)).version]).toEqual([ring, 2]);
    expect(await actions(ring)).toEqual(['update_ring.created', 'update_ring.rooms_moved']);
    expect(await actions(ring, litware)).toEqual(['update_ring.rooms_moved']);
    expect(await move(partner([0, 1]), ring, ids(0))).toMatchObject({ value: { moved: [] } });
    expect((await roomAt(0)).version).toBe(2);
    expect(await move(administratorOf(fabrikam), 'staging', ids(0))).toMatchObject({ ok: true });
    expect(await move(administratorOf(fabrikam), 'general', ids(1))).toMatchObject({ ok: true });
  });

  it('D34 A05 moves no room that is out of scope, and tells none that is not seen from an absent one', async () => {
    const refused = { ok: false, code: 'unknown_reference', faults: [{ pointer: '/rooms/1' }] };
    expect(await move(partner([0]), 'general', ids(0, 1))).toMatchObject(refused);
    expect(await move(administratorOf(fabrikam), 'general', [...ids(0), foreign])).toMatchObject(refused);
    const seesMore = authorityWith(litware, [{ customer: fabrikam, atoms: ['all'], within: atomsOf([0, 1]), permissions: ['rooms.view'] }]);
    expect(await move(seesMore, 'general', ids(0))).toMatchObject({ code: 'exceeds_scope', faults: [{ pointer: '/rooms/0' }] });
    expect((await roomAt(0)).ring).toBe('staging');
  });

  it('D71 lists the rooms of a ring only where their ring may be seen', async () => {
    const inGeneral = async (authority: Authority) => {
      const page = await inSnapshot(tenants.db, reach(), (tx) =>
        listRooms(tx, new AtomCache({ rooms: 100 }), somebodyOf(authority.home), authority, fabrikam, { ring: 'general', count: true }),
      );
      return page.ok ? [page.value.items.map(({ name }) => name), page.value.count] : page.code;
    };
    expect(await inGeneral(administratorOf(fabrikam))).toEqual([['b', 'c'], 2]);
    expect(await inGeneral(partner([1, 3]))).toEqual([['b'], 1]);
    expect(await inGeneral(partner([1, 3], ['rooms.view']))).toEqual([[], 0]);
    expect(await inGeneral(authorityWith(fabrikam, [{ customer: fabrikam, atoms: ['all'], permissions: ['rooms.view'] }]))).toEqual([[], 0]);
  });
});

describe('changing a ring', () => {
  it('D55 changes name, order and periods, of a built-in one too, and keeps the rest as it was', async () => {
    const ring = await given('Early');
    expect(await change(ring, { name: 'Earlier', order: 2, deferralDays: 1 })).toMatchObject({ ok: true });
    expect(await ringAt(ring)).toMatchObject({ name: 'Earlier', order: 2, deferralDays: 1, rolloutDays: 0, version: 2 });
    expect(await change('general', { testDays: 9 })).toMatchObject({ ok: true });
    expect(await ringAt('general')).toMatchObject({ name: 'General', order: 5, deferralDays: 10, rolloutDays: 20, testDays: 9, version: 2 });
    expect(await change('general', { testDays: 9 })).toMatchObject({ ok: true });
    expect((await ringAt('general')).version).toBe(2);
    expect(await actions('general')).toEqual(['update_ring.modified']);
  });

  it('D55 refuses more than sixty days in all, another name for a built-in ring, and an older version', async () => {
    expect(await change('executive', { deferralDays: 46 })).toMatchObject({ code: 'invalid_value', faults: [{ pointer: '/deferralDays' }] });
    expect(await change('staging', { name: 'Other' })).toMatchObject({ code: 'read_only', pointer: '/name' });
    expect(await change('staging', { name: 'Staging', rolloutDays: 7 })).toMatchObject({ ok: true });
    const seen = await ringAt('staging');
    await change('staging', { rolloutDays: 8 });
    const late = act(tenants.db, reach(), (tx) => changeRing(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen, { rolloutDays: 9 }));
    expect(await late).toMatchObject({ code: 'version_outdated' });
    expect(await create({ name: 'Long', order: 1, rolloutDays: 40, testDays: 21 })).toMatchObject({ code: 'invalid_value' });
  });

  it('A06 calls no ring of one’s own like a built-in one, however it is written', async () => {
    const taken = { ok: false, code: 'already_exists', pointer: '/name' };
    for (const name of ['General', 'staging ', 'EXECUTIVE', 'Gen\u200beral']) expect(await create({ name, order: 1 })).toMatchObject(taken);
    const ring = await given('Generals');
    expect(await change(ring, { name: 'general' })).toMatchObject(taken);
    expect(await change(ring, { name: 'Generals', order: 4 })).toMatchObject({ ok: true });
  });

  it('pauses for a reason, keeps since when while the reason changes, and resumes', async () => {
    const ring = await given('Paused');
    const pause = async (reason: string) => {
      const seen = await ringAt(ring);
      return done(tenants.db, reach(), (tx) => pauseRing(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen, reason));
    };
    await pause('Board meeting');
    const since = (await ringAt(ring)).pausedAt;
    await pause('Board meeting');
    await pause('Board meeting until Friday');
    expect(await ringAt(ring)).toMatchObject({ pausedAt: since, pauseReason: 'Board meeting until Friday', version: 3 });
    for (let n = 0; n < 2; n += 1) {
      const seen = await ringAt(ring);
      await done(tenants.db, reach(), (tx) => resumeRing(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen));
    }
    expect(await ringAt(ring)).toMatchObject({ pausedAt: null, pauseReason: null, version: 4 });
    expect(await actions(ring)).toEqual(['update_ring.created', 'update_ring.paused', 'update_ring.paused', 'update_ring.resumed']);
  });
});

describe('deleting a ring', () => {
  const end = async (id: string) => {
    const seen = await ringAt(id);
    return act(tenants.db, reach(), (tx) => deleteRing(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen));
  };
  it('D55 puts its rooms into General; the built-in ones stay', async () => {
    const ring = await given('Short-lived');
    await move(administratorOf(fabrikam), ring, ids(2, 3));
    expect(await end(ring)).toMatchObject({ ok: true });
    expect([(await roomAt(2)).ring, (await roomAt(3)).ring]).toEqual(['general', 'general']);
    expect(await within(tenants.db, [fabrikam], (tx) => findRing(tx, fabrikam, ring))).toBeUndefined();
    for (const id of ['staging', 'general', 'executive']) expect(await end(id)).toMatchObject({ code: 'built_in' });
    await move(administratorOf(fabrikam), 'executive', ids(3));
  });

  it('D34 touches no ring into which a room beyond one’s scope has come since the guard looked', async () => {
    const ring = await given('Contested');
    await move(administratorOf(fabrikam), ring, ids(2));
    const seen = await ringAt(ring);
    const author = partner([2]);
    const somebody = somebodyOf(litware);
    const late = (work: (tx: TenantTx) => Promise<Result<undefined>>) => inTenant(tenants.db, reachOf(reach()), 'shared', work);
    const acts = (): Promise<Result<undefined>>[] => [
      late((tx) => deleteRing(tx, somebody, author, seen)),
      late((tx) => changeRing(tx, somebody, author, seen, { testDays: 1 })),
      late((tx) => pauseRing(tx, somebody, author, seen, 'Theirs')),
      late((tx) => resumeRing(tx, somebody, author, seen)),
    ];
    let racing: Promise<Result<undefined>>[] = [];
    await inTenant(tenants.db, reachOf(reach()), 'shared', async (tx) => {
      const moved = await moveRooms(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen, ids(3));
      racing = acts(); // they wait for the ring, or come after it
      return moved;
    });
    for (const one of [...(await Promise.all(racing)), ...(await Promise.all(acts()))])
      expect(one).toMatchObject({ ok: false, code: 'exceeds_scope' });
    expect([(await roomAt(2)).ring, (await roomAt(3)).ring, (await ringAt(ring)).version]).toEqual([ring, ring, seen.version]);
    expect(await end(ring)).toMatchObject({ ok: true });
    await move(administratorOf(fabrikam), 'executive', ids(3));
  });

  it('is refused by the database itself while rooms are in it', async () => {
    const ring = await given('Held');
    await move(administratorOf(fabrikam), ring, ids(2));
    await expect(tenants.asAdmin('delete from update_rings where id = $1', [ring])).rejects.toThrow(/foreign key/);
    await expect(tenants.asAdmin(`update rooms set ring = 'ring_none' where id = $1`, [rooms[2]])).rejects.toThrow(/foreign key/);
    await end(ring);
  });
});

it('has room for so many rings of a customer’s own, and no more', async () => {
  await tenants.asAdmin(
    `insert into update_rings (organization_id, id, name, position, deferral_days, rollout_days, test_days)
     select $1, 'ring_' || n, 'Ring ' || n, 1, 0, 0, 0 from generate_series(1, $2::int) n`,
    [litware, mostRings],
  );
  const one = act(tenants.db, [litware], (tx) =>
    createRing(tx, somebodyOf(litware), administratorOf(litware), litware, { name: 'One more', order: 1 }),
  );
  expect(await one).toMatchObject({ code: 'too_many' });
});
