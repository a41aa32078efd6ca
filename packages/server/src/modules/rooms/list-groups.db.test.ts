import type { OrganizationId, PermissionKey, RoomGroupId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorityWith, givenGroup, givenRooms, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { AtomCache, insertAssignment, offerAtoms } from '../authorization/index.ts';
import { atomsOfGroups, findGroup } from './groups.store.ts';
import { listGroups } from './list-groups.ts';
import { listRooms } from './list-rooms.ts';
import { setKey } from './room-sets.store.ts';

let tenants: Tenants;
let tailspin: OrganizationId;
let fabrikam: OrganizationId;
let contoso: OrganizationId;
let north: RoomGroupId;
let south: RoomGroupId;
let empty: RoomGroupId;
let rooms: RoomId[];
let elsewhere: RoomGroupId;
const reach = (): OrganizationId[] => [tailspin, fabrikam, contoso];

beforeAll(async () => {
  tenants = await openTenants();
  const { db } = tenants;
  tailspin = await newOrganization(db, 'Tailspin');
  fabrikam = await newOrganization(db, 'Fabrikam');
  contoso = await newOrganization(db, 'Contoso');
  [north, south, empty] = [await givenGroup(db, tailspin, 'North'), await givenGroup(db, tailspin, 'South'), await givenGroup(db, tailspin, 'Empty')];
  elsewhere = await givenGroup(db, fabrikam, 'North');
  rooms = await givenRooms(db, tailspin, [
    { name: 'a', groups: [north] },
    { name: 'b', groups: [north, south] },
    { name: 'c', groups: [south] },
    { name: 'd' },
  ]);
  await givenRooms(db, fabrikam, [{ name: 'a', groups: [elsewhere] }]);
  // every atom that the scopes below name stands in some assignment, as it does in life
  await within(db, [tailspin, fabrikam], async (tx) => {
    const atoms = ['all', ...rooms.map((room) => `room:${room}`), `group:${north}`, `group:${south}`];
    await insertAssignment(tx, { customer: tailspin, partner: null, role: 'site-lead', name: 'Leads', builtIn: false, members: [], atoms });
    await insertAssignment(tx, {
      customer: tailspin,
      partner: contoso,
      role: 'primary-admin',
      name: 'Assigned admins',
      builtIn: true,
      members: [],
      atoms: [`group:${south}`],
    });
    await insertAssignment(tx, { customer: fabrikam, partner: null, role: 'site-lead', name: 'All', builtIn: false, members: [], atoms: ['all'] });
    await offerAtoms(tx, tailspin, 'inv_1', [`group:${south}`], new Date(Date.now() + 86_400_000));
    await offerAtoms(tx, tailspin, 'inv_lapsed', [`group:${south}`], new Date(Date.now() - 86_400_000));
  });
});
afterAll(() => tenants.close());

const listed = async (authority: Authority, query: { limit?: number; cursor?: string; sort?: 'name' | '-name' } = {}, customer?: string) => {
  const page = await inSnapshot(tenants.db, reach(), (tx) =>
    listGroups(tx, somebodyOf(authority.home), authority, customer, { count: true, ...query }),
  );
  if (!page.ok) throw new Error(page.code);
  return page.value;
};
const told = async (authority: Authority) => (await listed(authority, {}, tailspin)).items.map(({ name, rooms: n }) => `${name} ${n}`);
const at = (home: OrganizationId, atoms: AtomKey[], cut: AtomKey[] | null = null, permissions: PermissionKey[] = ['groups.view', 'rooms.view']) =>
  authorityWith(home, [{ customer: tailspin, atoms, within: cut, permissions }]);

describe('the list of groups', () => {
  it('D35 shows a partner groups that hold in-scope rooms, with only those counted', async () => {
    expect(await told(at(fabrikam, ['all'], [`room:${rooms[0]}`, `room:${rooms[1]}`]))).toEqual(['North 2', 'South 1']);
    expect(await told(at(fabrikam, [`group:${south}`], [`room:${rooms[1]}`]))).toEqual(['North 1', 'South 1']);
    expect(await told(at(fabrikam, ['all']))).toEqual(['North 2', 'South 2']);
    expect(await told(at(fabrikam, [`room:${rooms[3]}`]))).toEqual([]);
  });

  it('shows the customer’s own people also groups without any room, but none that only holds rooms beyond their scope', async () => {
    expect(await told(at(tailspin, ['all']))).toEqual(['Empty 0', 'North 2', 'South 2']);
    expect(await told(at(tailspin, [`room:${rooms[0]}`]))).toEqual(['Empty 0', 'North 1']);
    expect(await told(at(tailspin, ['rule:rule_gone']))).toEqual(['Empty 0']);
  });

  it('A04 is empty for whoever holds nothing there', async () =>
    expect(await told(authorityWith(fabrikam, [{ customer: fabrikam, atoms: ['all'] }]))).toEqual([]));

  it('D35 holds exactly the groups that decide lets the asker see, and offers to change exactly those whose rooms are all in scope', async () => {
    const scopes: AtomKey[][] = [
      ['all'],
      [`room:${rooms[0]}`],
      [`room:${rooms[1]}`, `room:${rooms[2]}`],
      [`group:${north}`],
      [`group:${south}`, `room:${rooms[0]}`],
      [`room:${rooms[3]}`],
      ['rule:rule_gone'],
    ];
    const groups = [north, south, empty];
    let compared = 0;
    for (const home of [tailspin, contoso])
      for (const atoms of scopes)
        for (const cut of [null, ...scopes]) {
          const authority = at(home, atoms, home === contoso ? cut : null, ['groups.view', 'groups.modify']);
          const { items, count } = await listed(authority);
          const found = await within(tenants.db, [tailspin], (tx) =>
            atomsOfGroups(
              tx,
              groups.map((id) => ({ customer: tailspin, id })),
            ),
          );
          const matter = (id: RoomGroupId) => ({ customer: tailspin, kind: 'rooms', rooms: found.get(setKey(tailspin, id)) ?? [] }) as const;
          const seen = groups.filter((id) => authority.decide('groups.view', matter(id)).outcome === 'allow');
          expect(items.map(({ id }) => id).toSorted()).toEqual(seen.toSorted());
          expect(count).toBe(seen.length);
          for (const { id, allowedActions } of items)
            expect(allowedActions[0]?.allowed).toBe(authority.decide('groups.modify', matter(id)).outcome === 'allow');
          compared += 1;
        }
    expect(compared).toBe(2 * 7 * 8);
  });

  it.each(['name', '-name'] as const)('walks all pages by %s, over all customers, each group once', async (sort) => {
    const authority = authorityWith(
      contoso,
      [tailspin, fabrikam].map((customer) => ({ customer, atoms: ['all'], permissions: ['groups.view'] })),
    );
    const whole = (await listed(authority, { sort })).items.map(({ id }) => id);
    expect(whole.toSorted()).toEqual([north, south, elsewhere].toSorted());
    const walked: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listed(authority, { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      walked.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(whole);
  });

  it('D71 A93 tells what names a group to whoever sees that area, and a partner of its own organization only', async () => {
    const used = async (authority: Authority) => (await listed(authority)).items.find(({ id }) => id === south)?.usedBy;
    expect(await used(at(tailspin, ['all']))).toEqual({});
    expect(await used(at(tailspin, ['all'], null, ['groups.view', 'roles.view', 'partners.view']))).toMatchObject({
      assignments: [
        { name: 'Assigned admins', role: 'primary-admin', partner: contoso },
        { name: 'Leads', partner: null },
      ],
      delegations: [{ partner: contoso, name: 'Contoso' }],
      invitations: ['inv_1'],
    });
    const asPartner = await used(at(contoso, ['all'], [`group:${south}`], ['groups.view', 'roles.view']));
    expect(asPartner?.assignments?.map(({ name }) => name)).toEqual(['Assigned admins']);
    expect(asPartner?.delegations).toBeUndefined();
  });

  it('reads for a decision only atoms that a scope names, and every group at its own customer', async () => {
    const found = await within(tenants.db, [tailspin, fabrikam], (tx) =>
      atomsOfGroups(tx, [
        { customer: tailspin, id: north },
        { customer: fabrikam, id: elsewhere },
        { customer: fabrikam, id: north },
      ]),
    );
    expect(found.get(setKey(fabrikam, elsewhere))).toEqual([['all']]);
    expect(found.get(setKey(tailspin, north))?.length).toBe(2);
    expect(found.has(setKey(fabrikam, north))).toBe(false);
    expect(await within(tenants.db, [tailspin], (tx) => findGroup(tx, tailspin, elsewhere))).toBeUndefined();
  });
});

describe('the rooms of a group', () => {
  const inGroup = async (authority: Authority, group: string) => {
    const page = await inSnapshot(tenants.db, reach(), (tx) =>
      listRooms(tx, new AtomCache({ rooms: 100 }), somebodyOf(authority.home), authority, undefined, { group, count: true }),
    );
    if (!page.ok) throw new Error(page.code);
    expect(page.value.count).toBe(page.value.items.length);
    return page.value.items.map(({ name }) => name);
  };
  it('D22 D35 are those in the group that the asker may see', async () => {
    expect(await inGroup(at(tailspin, ['all']), south)).toEqual(['b', 'c']);
    expect(await inGroup(at(contoso, ['all'], [`room:${rooms[1]}`]), south)).toEqual(['b']);
    expect(await inGroup(at(contoso, [`room:${rooms[0]}`]), south)).toEqual([]);
    expect(await inGroup(at(tailspin, ['all']), elsewhere)).toEqual([]);
  });
  it('D71 tell nobody who may not see the groups of a room which it is in', async () => {
    expect(await inGroup(at(tailspin, ['all'], null, ['rooms.view']), south)).toEqual([]);
    expect(await inGroup(at(contoso, ['all'], [`room:${rooms[1]}`], ['rooms.view']), south)).toEqual([]);
  });
});
