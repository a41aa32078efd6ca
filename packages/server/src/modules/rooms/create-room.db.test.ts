import type { NewRoom, OrganizationId, PermissionKey, RoomGroupId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, administratorOf, authorityWith, givenGroup, instanceKey, place, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import { insertAssignment } from '../authorization/index.ts';
import { createRoom } from './create-room.ts';
import { checkScope } from './scope.ts';
import { unenrolRoom } from './unenrol-room.ts';

const all: PermissionKey[] = ['rooms.view', 'rooms.create', 'groups.view', 'groups.modify', 'rings.view', 'rings.modify'];
let tenants: Tenants;
let fabrikam: OrganizationId;
let litware: OrganizationId;
let own: RoomGroupId;
let delegated: RoomGroupId;
let ruleLyon: AtomKey;

beforeAll(async () => {
  tenants = await openTenants();
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  litware = await newOrganization(tenants.db, 'Litware');
  [own, delegated] = [await givenGroup(tenants.db, fabrikam, 'Own'), await givenGroup(tenants.db, fabrikam, 'Delegated')];
  await givenGroup(tenants.db, fabrikam, 'Empty');
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
    ruleLyon = scope.value.find((atom) => atom.startsWith('rule:')) ?? '';
    await insertAssignment(tx, {
      customer: fabrikam,
      partner: litware,
      role: 'primary-admin',
      name: 'Assigned admins',
      builtIn: true,
      members: [],
      atoms: scope.value,
    });
  });
});
afterAll(() => tenants.close());

const create = (author: Authority, fields: Partial<NewRoom> = {}) =>
  act(tenants.db, [fabrikam], (tx) => createRoom(tx, somebodyOf(author.home), author, fabrikam, { name: 'New', ...place, ...fields }, instanceKey));
const scoped = (atoms: AtomKey[], permissions: PermissionKey[] = all): Authority =>
  authorityWith(fabrikam, [{ customer: fabrikam, atoms, permissions }]);

describe('creating a room', () => {
  it('D54 D75 makes it with an enrolment key that waits for seven days, and one audit entry', async () => {
    const outcome = await create(administratorOf(fabrikam), { device: 'board', groups: [own] });
    expect(outcome).toMatchObject({
      ok: true,
      value: { device: 'board', ring: 'general', version: 1, health: 'not-monitored', enrolment: 'waiting', customerName: 'Fabrikam' },
    });
    if (!outcome.ok) return;
    const { id, keyIssuedAt, keyExpiresAt, atoms } = outcome.value;
    expect(atoms).toEqual(['all', `group:${own}`, `room:${id}`]);
    expect(Number(keyExpiresAt) - Number(keyIssuedAt)).toBe(7 * 86_400_000);
    expect(await tenants.asAdmin(`select organization_id, action from audit_entries where target_id = $1`, [id])).toEqual([
      { organization_id: fabrikam, action: 'room.created' },
    ]);
  });

  const matrix: [string, () => Authority, () => Partial<NewRoom>, string][] = [
    ['all', () => scoped(['all']), () => ({}), 'ok'],
    ['a group it is put into', () => scoped([`group:${own}`]), () => ({ groups: [own] }), 'ok'],
    ['a group it is not put into', () => scoped([`group:${own}`]), () => ({}), 'exceeds_scope'],
    ['a rule that holds for it', () => scoped([ruleLyon]), () => ({ city: 'Lyon' }), 'ok'],
    ['a rule that does not hold for it', () => scoped([ruleLyon]), () => ({ city: 'Nice' }), 'exceeds_scope'],
    ['single rooms', () => scoped(['room:room_1']), () => ({}), 'exceeds_scope'],
  ];
  it.each(matrix)('by somebody whose scope is %s', async (_, author, fields, code) => {
    const outcome = await create(author(), fields());
    expect(outcome.ok ? 'ok' : outcome.code).toBe(code);
  });

  it('D33 refuses a delegated group to whoever may not delegate, and allows it to whoever may', async () => {
    expect(await create(scoped(['all']), { groups: [own, delegated] })).toMatchObject({
      ok: false,
      code: 'would_widen_delegation',
      pointer: '/groups',
    });
    expect(await create(administratorOf(fabrikam), { groups: [delegated] })).toMatchObject({ ok: true });
  });

  it('D33 allows a room that falls under a delegated rule: future rooms were chosen with it', async () => {
    expect(await create(scoped(['all']), { city: 'Lyon' })).toMatchObject({ ok: true, value: { atoms: expect.arrayContaining([ruleLyon]) } });
  });

  it.each([
    ['groups', () => ({ groups: [own] }), 'groups.modify'],
    ['a ring', () => ({ ring: 'executive' as const }), 'rings.modify'],
  ])('sets %s only for somebody who could change them', async (_, fields, permission) => {
    const field = Object.keys(fields())[0];
    expect(
      await create(
        scoped(
          ['all'],
          all.filter((key) => key !== permission),
        ),
        fields(),
      ),
    ).toMatchObject({ ok: false, code: 'read_only', pointer: `/${field}` });
    expect(await create(scoped(['all']), fields())).toMatchObject({ ok: true });
  });

  it('A05 refuses a group that is not there', async () => {
    expect(await create(administratorOf(fabrikam), { groups: ['rgrp_00000000000000000000000000'] })).toMatchObject({
      ok: false,
      code: 'unknown_reference',
      faults: [{ pointer: '/groups/0' }],
    });
  });

  it('A06 allows the name that another room has, here and elsewhere', async () => {
    expect(await create(administratorOf(fabrikam), { name: 'Twin' })).toMatchObject({ ok: true });
    expect(await create(administratorOf(fabrikam), { name: 'Twin' })).toMatchObject({ ok: true });
  });
});

describe('unenrolling a room', () => {
  it('A10 A104 takes everything of it away, and a new room of that name inherits nothing', async () => {
    const made = await create(administratorOf(fabrikam), { name: 'Leaving', groups: [own] });
    if (!made.ok) throw new Error(made.code);
    const room = made.value;
    expect(await act(tenants.db, [fabrikam], (tx) => unenrolRoom(tx, somebodyOf(fabrikam), administratorOf(fabrikam), room))).toMatchObject({
      ok: true,
    });
    for (const table of ['room_group_rooms', 'room_words', 'room_atoms', 'room_health', 'enrolment_keys']) {
      expect(await tenants.asAdmin(`select 1 from ${table} where room_id = $1`, [room.id])).toEqual([]);
    }
    expect(await tenants.asAdmin(`select action from audit_entries where target_id = $1 order by age(xmin) limit 1`, [room.id])).toEqual([
      { action: 'room.unenrolled' },
    ]);
    const again = await create(administratorOf(fabrikam), { name: 'Leaving' });
    expect(again.ok && again.value.id !== room.id && !again.value.atoms.includes(`group:${own}`)).toBe(true);
    expect(await act(tenants.db, [fabrikam], (tx) => unenrolRoom(tx, somebodyOf(fabrikam), administratorOf(fabrikam), room))).toMatchObject({
      ok: false,
      code: 'not_found',
    });
  });
});
