import type { GroupId, Member, OrganizationId, UserId } from '@keyholder/contract';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../../../../../tests/support/postgres.ts';
import type { DB } from '../../generated/database.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { inTenant } from '../../platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../platform/postgres/pool.ts';
import { addDomain, createOrganization, findOrganizationByDomain } from '../organizations/index.ts';
import { activePeopleBehind, addMembers, createGroup, createUser, expandMembers, groupsOf, readUserByEmail } from './index.ts';
import { countUsers, listUsers, replaceRoles } from './people.store.ts';

let db: Kysely<DB>;
let database: TestDatabase;
const contoso: OrganizationId = newId('org');
const fabrikam: OrganizationId = newId('org');

beforeAll(async () => {
  database = await createTestDatabase();
  db = createKysely<DB>(createPool({ url: database.appUrl, log: () => undefined }));
  await inBoth(async (tx) => {
    await createOrganization(tx, { id: contoso, name: 'Contoso', country: 'US' });
    await createOrganization(tx, { id: fabrikam, name: 'Fabrikam', country: 'FR' });
    expect(await addDomain(tx, contoso, 'Contoso.example')).toEqual(ok('contoso.example'));
    expect(await addDomain(tx, contoso, 'München.example')).toEqual(ok('xn--mnchen-3ya.example'));
    expect(await addDomain(tx, fabrikam, 'fabrikam.example')).toEqual(ok('fabrikam.example'));
  });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function inBoth<T>(work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const outcome = await inTenant(db, reachOf([contoso, fabrikam]), 'exclusive', async (tx) => ok(await work(tx)));
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.value;
}
const user = (tx: TenantTx, name: string, active = true): Promise<UserId> =>
  createUser(tx, contoso, { email: `${name}@contoso.example`, name, active }).then(valueOf);
const members = (...ids: (UserId | GroupId)[]): Member[] =>
  ids.map((id) => (id.startsWith('usr_') ? { type: 'user', id: id as UserId } : { type: 'group', id: id as GroupId })); // told apart by their prefix
const inside = async (tx: TenantTx, group: GroupId, ...ids: (UserId | GroupId)[]): Promise<GroupId> => {
  valueOf(await addMembers(tx, contoso, group, members(...ids)));
  return group;
};
const group = async (tx: TenantTx, name: string, ...ids: (UserId | GroupId)[]): Promise<GroupId> =>
  inside(tx, await createGroup(tx, contoso, name), ...ids);

describe('domains of organizations', () => {
  it.each(['contoso.example', 'CONTOSO.example.', 'münchen.example', 'xn--mnchen-3ya.example'])('D02 A47 find Contoso by %j', async (text) => {
    expect((await inBoth((tx) => findOrganizationByDomain(tx, text)))?.id).toBe(contoso);
  });
  it.each([
    'contoso.example.evil.test',
    'contoso.example@evil.test',
    'contoso．example',
    'ｃontoso.example',
    'cont\u043eso.example',
    'nowhere.example',
    '',
  ])('A47 find nobody by %j', async (text) => {
    expect(await inBoth((tx) => findOrganizationByDomain(tx, text))).toBeUndefined();
  });
  it('D02 belong to one organization, in whatever spelling they are claimed', async () => {
    for (const text of ['contoso.example', 'Contoso.Example.', 'MÜNCHEN.example'])
      expect(await inBoth((tx) => addDomain(tx, fabrikam, text))).toMatchObject({ ok: false, code: 'domain_unavailable' });
    expect(await inBoth((tx) => addDomain(tx, contoso, 'contoso.example'))).toEqual(ok('contoso.example'));
  });
  it('A47 that are none are refused', async () => {
    expect(await inBoth((tx) => addDomain(tx, fabrikam, 'fabrikam'))).toMatchObject({ ok: false, code: 'invalid_value', pointer: '/domain' });
  });
  it('A06 may be two of one name', async () => {
    const twin = newId('org');
    expect(
      await inTenant(db, reachOf([twin]), 'exclusive', async (tx) => ok(await createOrganization(tx, { id: twin, name: 'Contoso', country: 'US' }))),
    ).toEqual(ok(undefined));
  });
});

describe('people', () => {
  it('have an address in a verified domain of their organization', async () => {
    for (const email of ['eve@fabrikam.example', 'eve@nowhere.example', 'eve', 'eve@contoso.example.evil.test']) {
      expect(await inBoth((tx) => createUser(tx, contoso, { email, name: 'Eve' }))).toMatchObject({
        ok: false,
        code: 'invalid_value',
        pointer: '/email',
      });
    }
  });
  it('are one per address, whatever its case and spelling', async () => {
    const id = await inBoth((tx) =>
      createUser(tx, contoso, { email: 'Ada@MÜNCHEN.example', name: 'Ada', roles: ['tenant-manager', 'global-admin', 'tenant-manager'] }).then(
        valueOf,
      ),
    );
    expect(await inBoth((tx) => createUser(tx, contoso, { email: 'ada@xn--mnchen-3ya.example.', name: 'Ada' }))).toMatchObject({
      ok: false,
      code: 'already_exists',
    });
    expect(await inBoth((tx) => readUserByEmail(tx, contoso, 'ada@xn--mnchen-3ya.example'))).toMatchObject({
      id,
      roles: ['global-admin', 'tenant-manager'],
    });
  });
  it('D67 are found by a directory role that was given to themselves', async () => {
    const found = await inBoth(async (tx) => {
      const sells = await user(tx, 'sells');
      await user(tx, 'sells-nothing');
      await replaceRoles(tx, contoso, sells, ['sales-agent']);
      const filter = { organization: contoso, q: undefined, active: undefined, role: 'sales-agent' as const };
      return { sells, people: await listUsers(tx, { ...filter, after: undefined, most: 10 }), count: await countUsers(tx, filter) };
    });
    expect(found.people.map(({ id }) => id)).toEqual([found.sells]);
    expect(Number(found.count)).toBe(1);
  });
  it('are not found in another organization', async () => {
    const id = await inBoth((tx) => user(tx, 'only-contoso'));
    expect(await inBoth((tx) => activePeopleBehind(tx, fabrikam, members(id)))).toEqual([0]);
    expect(await inBoth((tx) => expandMembers(tx, fabrikam, members(id)))).toEqual([[]]);
  });
});

describe('groups', () => {
  it('D15 have the active people behind them that nested groups hold, each once', async () => {
    await inBoth(async (tx) => {
      const [ann, bob, cat] = [await user(tx, 'ann'), await user(tx, 'bob'), await user(tx, 'cat', false)];
      const inner = await group(tx, 'inner', ann, cat);
      const outer = await group(tx, 'outer', inner, ann, bob);
      const empty = await group(tx, 'empty');
      const idle = await group(tx, 'idle', cat);
      expect(await activePeopleBehind(tx, contoso, members(outer, inner, empty, idle, ann, cat, 'usr_nobody', 'grp_nobody', outer))).toEqual([
        2, 1, 0, 0, 1, 0, 0, 0, 2,
      ]);
      expect(await activePeopleBehind(tx, contoso, [])).toEqual([]);
    });
  });

  it('D30 tell by which way a person stands behind them: the shortest', async () => {
    await inBoth(async (tx) => {
      const [kim, lea] = [await user(tx, 'kim'), await user(tx, 'lea', false)];
      const night = await group(tx, 'Night shift', kim, lea);
      const desk = await group(tx, 'Desk', night);
      const all = await group(tx, 'All', desk, night);
      const [behind, direct] = await expandMembers(tx, contoso, members(all, kim));
      expect(behind).toEqual([
        { id: kim, name: 'kim', active: true, through: ['All', 'Night shift'] },
        { id: lea, name: 'lea', active: false, through: ['All', 'Night shift'] },
      ]);
      expect(direct).toEqual([{ id: kim, name: 'kim', active: true, through: [] }]);
      expect(await groupsOf(tx, contoso, kim)).toEqual([all, desk, night].toSorted());
    });
  });

  it('A59 hold neither themselves nor more than 32 of each other', async () => {
    await inBoth(async (tx) => {
      let top = await group(tx, 'g1');
      const bottom = top;
      for (let n = 2; n <= 32; n += 1) top = await group(tx, `g${n}`, top);
      expect(await addMembers(tx, contoso, bottom, members(top))).toMatchObject({ ok: false, code: 'group_cycle' });
      expect(await addMembers(tx, contoso, bottom, members(bottom))).toMatchObject({ ok: false, code: 'group_cycle' });
      expect(await addMembers(tx, contoso, await createGroup(tx, contoso, 'g33'), members(top))).toMatchObject({ ok: false, code: 'too_deep' });
      expect(await addMembers(tx, contoso, bottom, members(await createGroup(tx, contoso, 'g0')))).toMatchObject({ ok: false, code: 'too_deep' });
      await inside(tx, bottom, await user(tx, 'deep'));
      expect(await activePeopleBehind(tx, contoso, members(top))).toEqual([1]);
      expect((await expandMembers(tx, contoso, members(top)))[0]?.[0]?.through).toHaveLength(32);
    });
  });

  it('A59 have at most 10,000 direct members', async () => {
    await inBoth(async (tx) => {
      const many = Array.from({ length: 10_001 }, (_, n) => ({ id: newId('usr'), n }));
      for (let from = 0; from < many.length; from += 1000) {
        await tx
          .insertInto('users')
          .values(many.slice(from, from + 1000).map(({ id, n }) => ({ organization_id: contoso, id, email: `m${n}@contoso.example`, name: `m${n}` })))
          .execute();
      }
      const crowd = await group(tx, 'crowd', ...many.slice(0, 10_000).map(({ id }) => id));
      expect(await addMembers(tx, contoso, crowd, members(many[10_000]?.id ?? 'usr_nobody'))).toMatchObject({ ok: false, code: 'too_many' });
    });
  });

  it('A05 take nobody of another organization, and say the same of an absent one', async () => {
    await inBoth(async (tx) => {
      const stranger = valueOf(await createUser(tx, fabrikam, { email: 'fay@fabrikam.example', name: 'Fay' }));
      const team = await createGroup(tx, contoso, 'team');
      const own = await user(tx, 'own');
      const foreign = await addMembers(tx, contoso, team, members(own, stranger));
      expect(foreign).toMatchObject({ ok: false, code: 'unknown_reference', pointer: '/members/1/id' });
      expect(await addMembers(tx, contoso, team, members(own, newId('usr')))).toEqual(foreign);
    });
  });
});
