import type { OrganizationId, PermissionKey, RoomChange, RoomGroupId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, administratorOf, authorityWith, givenGroup, givenRooms, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import { insertAssignment, offerAtoms } from '../authorization/index.ts';
import { changeRoom, shownPart } from './change-room.ts';
import { viewRoom } from './room.view.ts';
import { findRoom } from './rooms.store.ts';
import { checkScope } from './scope.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let litware: OrganizationId;
let delegated: RoomGroupId;
let offered: RoomGroupId;
let free: RoomGroupId;
let room: RoomId;
let n = 0;

beforeAll(async () => {
  tenants = await openTenants();
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  litware = await newOrganization(tenants.db, 'Litware');
  [delegated, offered, free] = [
    await givenGroup(tenants.db, fabrikam, 'Delegated'),
    await givenGroup(tenants.db, fabrikam, 'Offered'),
    await givenGroup(tenants.db, fabrikam, 'Free'),
  ];
  await within(tenants.db, [fabrikam], async (tx) => {
    const scope = await checkScope(
      tx,
      fabrikam,
      [
        { type: 'group', id: delegated },
        { type: 'rule', where: { city: ['Lyon'] } },
      ],
      '/scope',
    );
    if (!scope.ok) throw new Error(scope.code);
    await insertAssignment(tx, {
      customer: fabrikam,
      partner: litware,
      role: 'primary-admin',
      name: 'Assigned admins',
      builtIn: true,
      members: [],
      atoms: scope.value,
    });
    const pending = await checkScope(
      tx,
      fabrikam,
      [
        { type: 'group', id: offered },
        { type: 'rule', where: { site: ['Ost'] } },
      ],
      '/scope',
    );
    if (!pending.ok) throw new Error(pending.code);
    await offerAtoms(tx, fabrikam, 'inv_1', pending.value, new Date(Date.now() + 86_400_000));
    await offerAtoms(tx, fabrikam, 'inv_lapsed', [`group:${free}`], new Date(Date.now() - 86_400_000));
  });
});
afterAll(() => tenants.close());

const seen = (id: RoomId) => within(tenants.db, [fabrikam], (tx) => findRoom(tx, fabrikam, id));
async function change(author: Authority | 'platform', body: RoomChange, id = room) {
  const row = await seen(id);
  if (row === undefined) throw new Error('no room');
  return act(tenants.db, [fabrikam, litware], (tx) => changeRoom(tx, somebodyOf(author === 'platform' ? fabrikam : author.home), author, row, body));
}
async function fresh(groups: RoomGroupId[] = []): Promise<RoomId> {
  const [id] = await givenRooms(tenants.db, fabrikam, [{ name: `Room ${(n += 1)}`, groups }]);
  if (id === undefined) throw new Error('no room');
  return (room = id);
}
const siteLead = (): Authority =>
  authorityWith(fabrikam, [
    { customer: fabrikam, atoms: ['all'], permissions: ['rooms.view', 'rooms.modify', 'groups.view', 'groups.modify', 'rings.view', 'rings.modify'] },
  ]);
const partner = (
  atoms: AtomKey[] = ['all'],
  permissions: PermissionKey[] = ['rooms.view', 'rooms.modify', 'groups.view', 'rings.view', 'rings.modify'],
): Authority => authorityWith(litware, [{ customer: fabrikam, atoms, permissions }]);

describe('D33 A54 whoever may not delegate', () => {
  const refused: [string, () => RoomChange, string][] = [
    ['a group of a delegation', () => ({ groups: [delegated] }), '/groups'],
    ['a group of a pending invitation', () => ({ groups: [free, offered] }), '/groups'],
    ['the city that a delegated rule names', () => ({ city: 'Lyon' }), '/city'],
    ['another city, because a rule names cities', () => ({ city: 'Nice' }), '/city'],
    ['the site that an offered rule names', () => ({ site: 'Ost', name: 'With another field' }), '/site'],
  ];
  it.each(refused)('cannot put a room into, or change, %s', async (_, body, pointer) => {
    const id = await fresh();
    const before = await seen(id);
    expect(await change(siteLead(), body())).toMatchObject({ ok: false, code: 'would_widen_delegation', pointer });
    expect(await seen(id)).toEqual(before);
    expect(await change(administratorOf(fabrikam), body())).toMatchObject({ ok: true });
  });

  it('cannot either when it is a partner’s person, and the answer names nobody', async () => {
    await fresh();
    const outcome = await change(partner(), { city: 'Lyon' });
    expect(outcome).toMatchObject({ ok: false, code: 'would_widen_delegation', pointer: '/city' });
    expect(JSON.stringify(outcome)).not.toMatch(/itware|rule_|org_/);
    expect(await change(partner(), { name: 'Renamed' })).toMatchObject({ ok: true, value: { name: 'Renamed' } });
  });

  const allowed: [string, RoomGroupId[], () => RoomChange][] = [
    ['take a room out of a delegated group', [], () => ({ groups: [] })],
    ['keep a room in a delegated group while it joins another', [], () => ({ groups: [delegated, free] })],
    ['change an attribute that no rule names', [], () => ({ country: 'DE' })],
    ['say again what is so already', [], () => ({ city: 'Paris', site: 'Nord' })],
  ];
  it.each(allowed)('can %s', async (_, __, body) => {
    await fresh([delegated]);
    expect(await change(siteLead(), body())).toMatchObject({ ok: true });
  });

  it('can use a group whose invitation has lapsed', async () => {
    await fresh();
    expect(await change(siteLead(), { groups: [free] })).toMatchObject({ ok: true, value: { atoms: expect.arrayContaining([`group:${free}`]) } });
  });
});

describe('changing a room', () => {
  it('keeps atoms, groups and words with it, and counts the version up by one', async () => {
    const id = await fresh([free]);
    const outcome = await change(administratorOf(fabrikam), {
      name: 'Grand Amphithéâtre',
      city: 'Lyon',
      groups: [delegated],
      ring: 'staging',
      notes: 'two\nlines',
    });
    expect(outcome).toMatchObject({ ok: true, value: { version: 2, ring: 'staging', city: 'Lyon' } });
    const row = await seen(id);
    expect(row?.atoms).toEqual(expect.arrayContaining(['all', `room:${id}`, `group:${delegated}`, expect.stringMatching(/^rule:/)]));
    expect(row?.atoms).toHaveLength(4);
    expect(await tenants.asAdmin('select word from room_words where room_id = $1 order by word', [id])).toEqual(
      ['amphithéâtre', 'grand', 'lyon', 'nord'].map((word) => ({ word })),
    );
    expect(await tenants.asAdmin('select group_id from room_group_rooms where room_id = $1', [id])).toEqual([{ group_id: delegated }]);
  });

  it('writes nothing at all when nothing differs', async () => {
    const id = await fresh([free]);
    expect(await change(administratorOf(fabrikam), { city: 'Paris', groups: [free, free] })).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await tenants.asAdmin(`select 1 from audit_entries where target_id = $1`, [id])).toEqual([]);
  });

  it('D47 stands in the ledgers of the customer and of the partner whose person did it, with the changed fields only', async () => {
    const id = await fresh();
    await change(partner(), { name: 'After', country: 'FR' });
    const entries = await tenants.asAdmin<{ organization_id: string; action: string; changes: unknown }>(
      `select organization_id, action, changes from audit_entries where organization_id = $2 and action = 'room.modified' and target_id = $1`,
      [id, fabrikam],
    );
    expect(entries).toEqual([
      { organization_id: fabrikam, action: 'room.modified', changes: { before: { name: `Room ${n}` }, after: { name: 'After' } } },
    ]);
    expect(
      await tenants.asAdmin(
        `select 1 as one from audit_entries where organization_id = $1 and action = 'room.modified' and request is not null and partner_id = $1`,
        [litware],
      ),
    ).not.toEqual([]);
  });

  it.each([
    ['absent', () => 'rgrp_00000000000000000000000000' as RoomGroupId],
    ['of another customer', () => givenGroup(tenants.db, litware, 'Foreign')],
  ])('A05 refuses a group that is %s, by its pointer and in the same words', async (_, group) => {
    await fresh();
    expect(await change(administratorOf(fabrikam), { groups: [free, await group()] })).toEqual({
      ok: false,
      code: 'unknown_reference',
      faults: [{ pointer: '/groups/1', code: 'unknown_reference', detail: 'there is no such group' }],
    });
  });

  it('D35 refuses a group that exists but that the author cannot see', async () => {
    const id = await fresh();
    const narrow = authorityWith(fabrikam, [
      { customer: fabrikam, atoms: [`room:${id}`], permissions: ['rooms.view', 'rooms.modify', 'groups.view', 'groups.modify'] },
    ]);
    const elsewhere = await givenGroup(tenants.db, fabrikam, 'Elsewhere');
    await givenRooms(tenants.db, fabrikam, [{ name: 'Not in scope', groups: [elsewhere] }]);
    expect(await change(narrow, { groups: [elsewhere] })).toMatchObject({ ok: false, code: 'unknown_reference' });
    expect(await change(siteLead(), { groups: [elsewhere] })).toMatchObject({ ok: true });
  });

  it('refuses an update ring that does not exist', async () => {
    await fresh();
    expect(await change(administratorOf(fabrikam), { ring: 'ring_00000000000000000000000000' })).toMatchObject({
      ok: false,
      code: 'unknown_reference',
      faults: [{ pointer: '/ring' }],
    });
  });

  it('D37 shows an approver the part that the body changes, groups included, before and after', async () => {
    const row = await seen(await fresh([free]));
    const body: RoomChange = { city: 'Nice', groups: [delegated] };
    const outcome = await change(administratorOf(fabrikam), body);
    if (row === undefined || !outcome.ok) throw new Error('no change');
    expect(shownPart(row, body)).toEqual({ city: 'Paris', groups: [free] });
    expect(shownPart(viewRoom(outcome.value, administratorOf(fabrikam)), body)).toEqual({ city: 'Nice', groups: [delegated] });
  });

  it('lets one of two simultaneous changes of one version win', async () => {
    const id = await fresh();
    const row = await seen(id);
    if (row === undefined) throw new Error('no room');
    const outcomes = await Promise.all(
      ['one', 'two'].map((name) =>
        act(tenants.db, [fabrikam], (tx) => changeRoom(tx, somebodyOf(fabrikam), administratorOf(fabrikam), row, { name })),
      ),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual(['ok', 'version_outdated']);
    expect((await seen(id))?.version).toBe(2);
  });
});
