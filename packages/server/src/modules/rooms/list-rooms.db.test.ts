import type { OrganizationId, Room, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOf, authorityWith, done, givenGroup, givenRooms, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import type { Authority } from '../../kernel/rights.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { AtomCache } from '../authorization/index.ts';
import { listRooms } from './list-rooms.ts';
import { findRoom } from './rooms.store.ts';
import { checkScope } from './scope.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let northwind: OrganizationId;
let contoso: OrganizationId;
let groups: { board: string; rest: string };
const roomsOf = new Map<OrganizationId, RoomId[]>();
const reach = (): OrganizationId[] => [fabrikam, northwind, contoso];
let ruleFR = '';

beforeAll(async () => {
  tenants = await openTenants();
  [fabrikam, northwind, contoso] = (await Promise.all(['Fabrikam', 'Northwind', 'Contoso'].map((name) => newOrganization(tenants.db, name)))) as [
    OrganizationId,
    OrganizationId,
    OrganizationId,
  ];
  groups = { board: await givenGroup(tenants.db, fabrikam, 'Boards'), rest: await givenGroup(tenants.db, northwind, 'Rest') };
  const [rule] = await done(tenants.db, [fabrikam], (tx) => checkScope(tx, fabrikam, [{ type: 'rule', where: { country: ['FR'] } }], '/scope'));
  ruleFR = rule ?? '';
  roomsOf.set(
    fabrikam,
    await givenRooms(tenants.db, fabrikam, [
      { name: 'Alpha', groups: [groups.board as `rgrp_${string}`] },
      { name: 'Beta', country: 'US', city: 'Boston' },
      { name: 'Gamma Éclair' },
      { name: 'Delta', country: 'US', city: 'Austin', groups: [groups.board as `rgrp_${string}`] },
      { name: 'Alpha', site: 'Süd' },
    ]),
  );
  roomsOf.set(
    northwind,
    await givenRooms(tenants.db, northwind, [
      { name: 'Alpha', country: 'DE' },
      { name: 'Zeta', groups: [groups.rest as `rgrp_${string}`] },
      { name: 'Eta' },
    ]),
  );
  roomsOf.set(contoso, await givenRooms(tenants.db, contoso, [{ name: 'Own room' }]));
});
afterAll(() => tenants.close());

const pageOf = async (authority: Authority, query: Parameters<typeof listRooms>[5] = {}, customer?: string, user?: string) => {
  const page = await inSnapshot(tenants.db, reach(), (tx) =>
    listRooms(tx, new AtomCache({ rooms: 100 }), somebodyOf(authority.home, user), authority, customer, query),
  );
  if (!page.ok) throw new Error(`refused: \`${page.code}\``);
  return page.value;
};
const namesOf = ({ items }: { items: Room[] }): string[] => items.map(({ name }) => name);
const room = (customer: OrganizationId, n: number): string => `room:${roomsOf.get(customer)?.[n]}`;

/** The same rooms as an administrator's, each by an atom of its own: the other way through the query. */
const roomByRoom = (customer: OrganizationId): Authority =>
  authorityWith(contoso, [{ customer, atoms: (roomsOf.get(customer) ?? []).map((id) => `room:${id}`) }]);

/** Every room of every customer for which the authority says allow. */
async function allowed(authority: Authority): Promise<string[]> {
  const found: string[] = [];
  await inSnapshot(tenants.db, reach(), async (tx) => {
    for (const [customer, ids] of roomsOf)
      for (const id of ids) {
        const row = await findRoom(tx, customer, id);
        if (row !== undefined && authority.decide('rooms.view', { customer, kind: 'room', atoms: row.atoms }).outcome === 'allow') found.push(id);
      }
  });
  return found.sort();
}

describe('the list of rooms', () => {
  it('D22 D23 D45 holds exactly the rooms for which the authority says allow', async () => {
    const scopes = (customer: OrganizationId): string[][] => [
      ['all'],
      [room(customer, 0)],
      [room(customer, 1), room(customer, 2)],
      ['all', room(customer, 0)],
      [`group:${groups.board}`],
      [`group:${groups.rest}`],
      [ruleFR],
      [ruleFR, `group:${groups.board}`],
      ['rule:rule_gone'],
      [],
    ];
    let compared = 0;
    for (const atoms of scopes(fabrikam))
      for (const within of [null, ...scopes(fabrikam)])
        for (const atomsThere of scopes(northwind).slice(0, 4)) {
          const authority = authorityWith(contoso, [
            { customer: fabrikam, atoms, within },
            { customer: northwind, atoms: atomsThere, within: [`group:${groups.rest}`, room(northwind, 0)] },
            { customer: contoso, atoms: ['all'] },
          ]);
          const page = await pageOf(authority, { count: true, limit: 200 });
          const expected = await allowed(authority);
          expect(page.items.map(({ id }) => id).sort()).toEqual(expected);
          expect(page.count).toBe(expected.length);
          compared += 1;
        }
    expect(compared).toBe(440);
  });

  it('shows a room whose only right is another one nowhere', async () => {
    expect(namesOf(await pageOf(authorityWith(contoso, [{ customer: fabrikam, atoms: ['all'], permissions: ['tickets.view'] }])))).toEqual([]);
  });

  it.each(['name', '-name'] as const)('walks all pages by %s, each room once', async (sort) => {
    const authority = authorityWith(contoso, [
      { customer: fabrikam, atoms: ['all'], within: [ruleFR, `group:${groups.board}`] },
      { customer: northwind, atoms: ['all'] },
    ]);
    const whole = await pageOf(authority, { sort, limit: 200 });
    const walked: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await pageOf(authority, { sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      walked.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(whole.items.map(({ id }) => id));
    expect(walked).toHaveLength(7);
  });

  it('stays the same for a reader in the middle while rooms are inserted before and after', async () => {
    const tailspin = await newOrganization(tenants.db, 'Tailspin');
    await givenRooms(
      tenants.db,
      tailspin,
      ['b', 'd', 'f', 'h'].map((name) => ({ name })),
    );
    const authority = administratorOf(tailspin);
    const read = (cursor?: string) =>
      inSnapshot(tenants.db, [tailspin], (tx) =>
        listRooms(tx, new AtomCache({ rooms: 100 }), somebodyOf(tailspin), authority, undefined, {
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
    const first = await read();
    if (!first.ok || first.value.nextCursor === null) throw new Error('there is a second page');
    await givenRooms(
      tenants.db,
      tailspin,
      ['a', 'c', 'e', 'g'].map((name) => ({ name })),
    );
    const second = await read(first.value.nextCursor);
    expect([...namesOf(first.value), ...(second.ok ? namesOf(second.value) : [])]).toEqual(['b', 'd', 'e', 'f']);
  });

  it('A04 leaves nothing for a foreign customer and for an absent one, in the same bytes', async () => {
    const authority = authorityWith(contoso, [{ customer: fabrikam, atoms: ['all'] }]);
    const foreign = await pageOf(authority, { count: true }, northwind);
    expect(foreign).toEqual({ items: [], nextCursor: null, count: 0 });
    expect(await pageOf(authority, { count: true }, 'org_00000000000000000000000000')).toEqual(foreign);
    expect(namesOf(await pageOf(authority, {}, fabrikam))).toHaveLength(5);
  });

  it('A08 refuses the cursor of another person, another order, another group and a changed one', async () => {
    const authority = authorityWith(contoso, [{ customer: fabrikam, atoms: ['all'] }]);
    const { nextCursor } = await pageOf(authority, { limit: 1 }, undefined, 'usr_one');
    const cursor = nextCursor ?? '';
    await expect(pageOf(authority, { limit: 1, cursor }, undefined, 'usr_one')).resolves.toBeDefined();
    await expect(pageOf(authority, { limit: 1, cursor }, undefined, 'usr_two')).rejects.toThrow('invalid_cursor');
    await expect(pageOf(authority, { limit: 1, cursor, sort: '-name' }, undefined, 'usr_one')).rejects.toThrow('invalid_cursor');
    await expect(pageOf(authority, { limit: 1, cursor, group: 'rgrp_0' }, undefined, 'usr_one')).rejects.toThrow('invalid_cursor');
    await expect(pageOf(authority, { limit: 1, cursor, ring: 'general' }, undefined, 'usr_one')).rejects.toThrow('invalid_cursor');
    await expect(pageOf(authority, { limit: 1, cursor: `A${cursor.slice(1)}` }, undefined, 'usr_one')).rejects.toThrow('invalid_cursor');
  });

  it.each([
    ['alp', ['Alpha', 'Alpha']],
    ['ÉCL', ['Gamma Éclair']],
    ['gam écl', ['Gamma Éclair']],
    ['gam bos', []],
    ['bost', ['Beta']],
    ['lpha', []],
    ['süd', ['Alpha']],
    ['%', []],
    ['_', []],
    ['  ', ['Alpha', 'Alpha', 'Beta', 'Delta', 'Gamma Éclair']],
  ])('finds for `%s` what has words that begin so', async (q, names) => {
    expect(namesOf(await pageOf(administratorOf(fabrikam), { q }))).toEqual(names);
    expect(namesOf(await pageOf(roomByRoom(fabrikam), { q }))).toEqual(names);
  });

  it.each([
    [{ country: 'US' }, ['Beta', 'Delta']],
    [{ country: 'US', city: 'Austin' }, ['Delta']],
    [{ site: 'Süd' }, ['Alpha']],
    [{ health: 'not-monitored' as const, country: 'US' }, ['Beta', 'Delta']],
    [{ health: 'warning' as const }, []],
    [{ country: 'us' }, []],
  ])('is filtered by %o', async (filters, names) => {
    for (const authority of [administratorOf(fabrikam), roomByRoom(fabrikam)]) {
      const page = await pageOf(authority, { ...filters, count: true });
      expect(namesOf(page)).toEqual(names);
      expect(page.count).toBe(names.length);
    }
  });

  it('is filtered by health as it is now', async () => {
    await tenants.asAdmin(`update room_health set health = 'warning', reasons = '{no_camera}' where room_id = $1`, [roomsOf.get(northwind)?.[2]]);
    for (const authority of [administratorOf(northwind), roomByRoom(northwind)]) {
      expect(namesOf(await pageOf(authority, { health: 'warning' }))).toEqual(['Eta']);
      expect(namesOf(await pageOf(authority, { health: 'not-monitored' }))).toEqual(['Alpha', 'Zeta']);
      expect(namesOf(await pageOf(authority, { health: 'not-monitored', q: 'paris z' }))).toEqual(['Zeta']);
      expect(namesOf(await pageOf(authority, { health: 'warning', q: 'paris z' }))).toEqual([]);
    }
  });

  it('is empty without a reach, whatever the grants say', async () => {
    const outside = await inSnapshot(tenants.db, reachOf([contoso]).organizations, (tx) =>
      listRooms(tx, new AtomCache({ rooms: 100 }), somebodyOf(contoso), administratorOf(fabrikam), undefined, {}),
    );
    expect(outside).toMatchObject({ ok: true, value: { items: [] } });
  });
});

describe('one room', () => {
  it.each([
    ['without groups and ring', ['rooms.view' as const], ['groups', 'ring'], []],
    ['with groups', ['rooms.view' as const, 'groups.view' as const], ['ring'], ['groups']],
    ['with its ring', ['rooms.view' as const, 'rings.view' as const], ['groups'], ['ring']],
  ])('D71 is shown %s, by the View permissions of those areas', async (_, permissions, absent, present) => {
    const [first] = (await pageOf(authorityWith(contoso, [{ customer: fabrikam, atoms: [room(fabrikam, 0)], permissions }]))).items;
    for (const field of absent) expect(first).not.toHaveProperty(field);
    for (const field of present) expect(first).toHaveProperty(field);
  });

  it('says what may be done with it, and why not', async () => {
    const [first] = (
      await pageOf(authorityWith(contoso, [{ customer: fabrikam, atoms: [room(fabrikam, 0)], permissions: ['rooms.view', 'rooms.modify'] }]))
    ).items;
    expect(first?.allowedActions).toContainEqual({ action: 'rooms.modify', allowed: true });
    expect(first?.allowedActions).toContainEqual({ action: 'rooms.reset_key', allowed: false, reason: 'forbidden' });
  });

  it('A01 A02 is absent under another customer, by a malformed id and in another reach', async () => {
    const id = roomsOf.get(fabrikam)?.[0] ?? '';
    const found = await inSnapshot(tenants.db, reach(), async (tx) => [
      await findRoom(tx, fabrikam, id),
      await findRoom(tx, northwind, id),
      await findRoom(tx, fabrikam, `${id}\u0000`),
      await findRoom(tx, 'org_x', id),
    ]);
    expect(found.map((row) => row?.id)).toEqual([id, undefined, undefined, undefined]);
    expect(await inSnapshot(tenants.db, [northwind], (tx) => findRoom(tx, fabrikam, id))).toBeUndefined();
  });
});
