import type { OrganizationId, PermissionKey, RoomGroupChange, RoomGroupId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, administratorOf, authorityWith, done, givenGroup, givenRooms, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import { insertAssignment, offerAtoms } from '../authorization/index.ts';
import { changeGroup } from './change-group.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { findGroup } from './groups.store.ts';
import { findRoom } from './rooms.store.ts';
import { countRooms, describeScope } from './scope.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let litware: OrganizationId;
let delegated: RoomGroupId;
let offered: RoomGroupId;
let group: RoomGroupId;
let one: RoomId;
let two: RoomId;
let foreign: RoomId;

beforeAll(async () => {
  tenants = await openTenants();
  const { db } = tenants;
  fabrikam = await newOrganization(db, 'Fabrikam');
  litware = await newOrganization(db, 'Litware');
  [delegated, offered] = [await givenGroup(db, fabrikam, 'Delegated'), await givenGroup(db, fabrikam, 'Offered')];
  await within(db, [fabrikam], async (tx) => {
    await insertAssignment(tx, {
      customer: fabrikam,
      partner: litware,
      role: 'primary-admin',
      name: 'Assigned admins',
      builtIn: true,
      members: [],
      atoms: [`group:${delegated}`],
    });
    await offerAtoms(tx, fabrikam, 'inv_1', [`group:${offered}`], new Date(Date.now() + 86_400_000));
  });
  [foreign] = (await givenRooms(db, litware, [{ name: 'Foreign' }])) as [RoomId];
});
afterAll(() => tenants.close());

const lead: PermissionKey[] = ['rooms.view', 'groups.view', 'groups.modify', 'groups.create'];
const scoped = (atoms: AtomKey[], permissions = lead): Authority => authorityWith(fabrikam, [{ customer: fabrikam, atoms, permissions }]);
const named = async (id: RoomGroupId) => {
  const found = await within(tenants.db, [fabrikam], (tx) => findGroup(tx, fabrikam, id));
  if (found === undefined) throw new Error('no group');
  return found;
};
const change = async (author: Authority, body: RoomGroupChange, id = group) => {
  const seen = await named(id);
  return act(tenants.db, [fabrikam], (tx) => changeGroup(tx, somebodyOf(author.home), author, seen, body));
};
const roomAt = async (id: RoomId) => {
  const row = await within(tenants.db, [fabrikam], (tx) => findRoom(tx, fabrikam, id));
  if (row === undefined) throw new Error('no room');
  return row;
};
const entries = (target: string) =>
  tenants.asAdmin<{ action: string; changes: unknown }>('select action, changes from audit_entries where target_id = $1 order by age(xmin) desc', [
    target,
  ]);
async function fresh(): Promise<void> {
  group = await givenGroup(tenants.db, fabrikam, 'Group');
  [one, two] = (await givenRooms(tenants.db, fabrikam, [{ name: 'One' }, { name: 'Two' }])) as [RoomId, RoomId];
}

describe('changing a group', () => {
  it('D55 puts rooms in and takes rooms out, with their atoms and versions, in one act', async () => {
    await fresh();
    expect(await change(administratorOf(fabrikam), { name: 'Renamed', addRooms: [one, two, one] })).toMatchObject({ ok: true });
    expect((await roomAt(one)).atoms).toContain(`group:${group}`);
    expect((await roomAt(one)).version).toBe(2);
    expect(await change(administratorOf(fabrikam), { addRooms: [one], removeRooms: [two] })).toMatchObject({ ok: true });
    expect([(await roomAt(one)).version, (await roomAt(two)).version]).toEqual([2, 3]);
    expect((await roomAt(two)).atoms).not.toContain(`group:${group}`);
    expect(await named(group)).toMatchObject({ name: 'Renamed', version: 3 });
    expect(await entries(group)).toEqual([
      { action: 'room_group.created', changes: { after: { name: 'Group', rooms: [] } } },
      { action: 'room_group.modified', changes: { before: { name: 'Group' }, after: { name: 'Renamed' }, added: [one, two] } },
      { action: 'room_group.modified', changes: { removed: [two] } },
    ]);
  });

  it('writes nothing where nothing differs', async () => {
    await fresh();
    expect(await change(administratorOf(fabrikam), { name: 'Group', removeRooms: [one] })).toMatchObject({ ok: true });
    expect((await named(group)).version).toBe(1);
    expect(await entries(group)).toHaveLength(1);
  });

  it('A05 D28 answers a foreign, an absent and an unseen room alike, and what is seen but beyond the scope otherwise', async () => {
    await fresh();
    const absent = 'room_00000000000000000000000000' as RoomId;
    for (const body of [{ addRooms: [one, foreign] }, { addRooms: [one, absent] }, { removeRooms: [one, absent] }])
      expect(await change(administratorOf(fabrikam), body)).toMatchObject({ ok: false, code: 'unknown_reference' });
    expect(await change(scoped([`room:${one}`]), { addRooms: [one, two] })).toMatchObject({
      code: 'unknown_reference',
      faults: [{ pointer: '/addRooms/1' }],
    });
    const sees = authorityWith(fabrikam, [{ customer: fabrikam, atoms: [`room:${one}`], permissions: ['rooms.view'] }]);
    expect(await change(sees, { addRooms: [one] })).toMatchObject({ code: 'exceeds_scope', faults: [{ pointer: '/addRooms/0' }] });
    expect(await change(administratorOf(fabrikam), { addRooms: [one], removeRooms: [one] })).toMatchObject({
      code: 'invalid_value',
      pointer: '/removeRooms/0',
    });
    expect(await change(scoped([`room:${one}`]), { addRooms: [one] })).toMatchObject({ ok: true });
  });

  it('D33 A54 refuses to whoever may not delegate rooms for a group of a delegation or of a pending invitation, and nothing else', async () => {
    await fresh();
    for (const id of [delegated, offered]) {
      expect(await change(scoped(['all']), { addRooms: [one] }, id)).toMatchObject({ code: 'would_widen_delegation', pointer: '/addRooms' });
      expect((await roomAt(one)).atoms).not.toContain(`group:${id}`);
      expect(await change(administratorOf(fabrikam), { addRooms: [one] }, id)).toMatchObject({ ok: true });
      expect(await change(scoped(['all']), { addRooms: [one], name: 'Only renamed' }, id)).toMatchObject({ ok: true });
      expect(await change(scoped(['all']), { removeRooms: [one] }, id)).toMatchObject({ ok: true });
    }
  });

  it('is refused to whoever saw an older version, or a group that is gone', async () => {
    await fresh();
    const seen = await named(group);
    await change(administratorOf(fabrikam), { name: 'Newer' });
    const late = () => act(tenants.db, [fabrikam], (tx) => changeGroup(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen, { name: 'Late' }));
    expect(await late()).toMatchObject({ code: 'version_outdated' });
    const end = async () =>
      act(tenants.db, [fabrikam], (tx) => deleteGroup(tx, somebodyOf(fabrikam), administratorOf(fabrikam), { ...seen, version: 2 }));
    expect(await act(tenants.db, [fabrikam], (tx) => deleteGroup(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen))).toMatchObject({
      code: 'version_outdated',
    });
    expect(await end()).toMatchObject({ ok: true });
    expect(await end()).toMatchObject({ code: 'not_found' });
    expect(await late()).toMatchObject({ code: 'not_found' });
  });
});

describe('creating a group', () => {
  const create = (author: Authority, rooms?: RoomId[]) =>
    act(tenants.db, [fabrikam], (tx) =>
      createGroup(tx, somebodyOf(author.home), author, fabrikam, { name: 'Made', ...(rooms === undefined ? {} : { rooms }) }),
    );
  it('Table 1 takes rooms of the author’s scope or none, and no other', async () => {
    await fresh();
    const author = scoped([`room:${one}`]);
    expect(await create(author)).toMatchObject({ ok: true });
    expect(await create(author, [one, two])).toMatchObject({ code: 'unknown_reference', faults: [{ pointer: '/rooms/1' }] });
    const wider = authorityWith(fabrikam, [{ customer: fabrikam, atoms: ['all'], permissions: ['rooms.view'] }]);
    expect(await create(wider, [two])).toMatchObject({ code: 'exceeds_scope', faults: [{ pointer: '/rooms/0' }] });
    const made = await create(author, [one]);
    expect(made.ok && (await roomAt(one)).atoms).toContain(`group:${made.ok && made.value}`);
  });
});

describe('deleting a group', () => {
  it('leaves the rooms, and a scope that still names it gets nothing from it', async () => {
    await fresh();
    await change(administratorOf(fabrikam), { addRooms: [one, two] });
    const atoms = [`group:${group}`];
    const covered = () => within(tenants.db, [fabrikam], (tx) => countRooms(tx, fabrikam, atoms));
    expect(await covered()).toBe(2);
    const seen = await named(group);
    await done(tenants.db, [fabrikam], (tx) => deleteGroup(tx, somebodyOf(fabrikam), administratorOf(fabrikam), seen));
    expect(await covered()).toBe(0);
    expect(await within(tenants.db, [fabrikam], (tx) => describeScope(tx, fabrikam, atoms))).toEqual([]);
    expect((await roomAt(one)).version).toBe(3);
    expect((await entries(group)).at(-1)).toEqual({
      action: 'room_group.deleted',
      changes: { before: { name: 'Group', rooms: expect.arrayContaining([one, two]) } },
    });
  });
});
