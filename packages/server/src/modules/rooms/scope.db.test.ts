import type { Atom, OrganizationId, RoomGroupId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, administratorOf, done, givenGroup, givenRooms } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { measureScope } from './measure-scope.ts';
import { checkScope, countRooms, describeScope } from './scope.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let group: RoomGroupId;
let foreignGroup: RoomGroupId;
let rooms: RoomId[];
let foreignRoom: RoomId | undefined;
const absent = 'room_00000000000000000000000000' as RoomId;

beforeAll(async () => {
  tenants = await openTenants();
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  const northwind = await newOrganization(tenants.db, 'Northwind');
  [group, foreignGroup] = [await givenGroup(tenants.db, fabrikam, 'Boards'), await givenGroup(tenants.db, northwind, 'Theirs')];
  rooms = await givenRooms(tenants.db, fabrikam, [
    { name: 'a', groups: [group] },
    { name: 'b', country: 'US', city: 'Austin' },
    { name: 'c', country: 'US', city: 'Boston' },
    { name: 'd', site: 'Ost' },
  ]);
  [foreignRoom] = await givenRooms(tenants.db, northwind, [{ name: 'theirs', country: 'US' }]);
});
afterAll(() => tenants.close());

const check = (scope: Atom[]) => act(tenants.db, [fabrikam], (tx) => checkScope(tx, fabrikam, scope, '/scope'));
const roomAtom = (n: number): Atom => ({ type: 'room', id: rooms[n] ?? absent });
const rule = (where: { country?: string[]; city?: string[]; site?: string[] }): Atom => ({ type: 'rule', where });

describe('a scope', () => {
  const covering: [string, () => Atom[], number][] = [
    ['all rooms', () => [{ type: 'all' }], 4],
    ['one room, named twice', () => [roomAtom(0), roomAtom(0)], 1],
    ['a group and a room in it', () => [{ type: 'group', id: group }, roomAtom(0)], 1],
    ['a rule', () => [rule({ country: ['US'] })], 2],
    ['a rule of several attributes', () => [rule({ country: ['US', 'FR'], city: ['Austin', 'Paris'], site: ['Nord'] })], 2],
    ['two rules that overlap', () => [rule({ country: ['US'] }), rule({ city: ['Austin'] })], 2],
    ['a rule that holds for nothing', () => [rule({ country: ['JP'] })], 0],
    ['everything at once', () => [roomAtom(3), { type: 'group', id: group }, rule({ city: ['Boston'] })], 3],
  ];
  it.each(covering)('of %s is measured, stored and counted alike', async (_, scope, expected) => {
    const atoms = await done(tenants.db, [fabrikam], (tx) => checkScope(tx, fabrikam, scope(), '/scope'));
    expect(await within(tenants.db, [fabrikam], (tx) => countRooms(tx, fabrikam, atoms))).toBe(expected);
    expect(await act(tenants.db, [fabrikam], (tx) => measureScope(tx, administratorOf(fabrikam), fabrikam, scope()))).toMatchObject({
      ok: true,
      value: { rooms: expected },
    });
  });

  it('D06 A05 gives a foreign and an absent id the same refusal, each at its place', async () => {
    const refusal = (n: number, type: string) => ({ pointer: `/scope/${n}/id`, code: 'unknown_reference', detail: `there is no such ${type}` });
    const foreign = await check([roomAtom(0), { type: 'room', id: foreignRoom ?? absent }, { type: 'group', id: foreignGroup }]);
    expect(foreign).toEqual({ ok: false, code: 'unknown_reference', faults: [refusal(1, 'room'), refusal(2, 'group')] });
    expect(await check([roomAtom(0), { type: 'room', id: absent }, { type: 'group', id: 'rgrp_00000000000000000000000000' }])).toEqual(foreign);
    expect(
      await act(tenants.db, [fabrikam], (tx) => measureScope(tx, administratorOf(fabrikam), fabrikam, [{ type: 'room', id: foreignRoom ?? absent }])),
    ).toMatchObject({
      ok: false,
      faults: [refusal(0, 'room')],
    });
  });

  it('shares one atom between equal rules, and only tries out what is measured', async () => {
    const one = await check([rule({ country: ['DE', 'AT'] })]);
    const other = await check([rule({ country: ['AT', 'DE', 'AT'] })]);
    expect(one).toEqual(other);
    await act(tenants.db, [fabrikam], (tx) => measureScope(tx, administratorOf(fabrikam), fabrikam, [rule({ site: ['Only tried'] })]));
    expect(await tenants.asAdmin(`select 1 from rules where shape like '%Only tried%'`)).toEqual([]);
  });

  it('comes back in the form of the wire, without what has left', async () => {
    const [gone] = await givenRooms(tenants.db, fabrikam, [{ name: 'gone' }]);
    const scope: Atom[] = [{ type: 'group', id: group }, roomAtom(1), rule({ country: ['US'] }), { type: 'room', id: gone ?? absent }];
    const atoms = await done(tenants.db, [fabrikam], (tx) => checkScope(tx, fabrikam, scope, '/scope'));
    await tenants.asAdmin('delete from rooms where id = $1', [gone]);
    expect(await within(tenants.db, [fabrikam], (tx) => describeScope(tx, fabrikam, atoms))).toEqual(scope.slice(0, 3));
    expect(await within(tenants.db, [fabrikam], (tx) => describeScope(tx, fabrikam, ['all']))).toEqual([{ type: 'all' }]);
  });

  it('A59 D06 takes thousands of atoms', async () => {
    const customer = await newOrganization(tenants.db, 'Tailspin');
    const many = await givenRooms(
      tenants.db,
      customer,
      Array.from({ length: 2500 }, (_, n) => ({ name: `Many ${n}` })),
    );
    const atoms = await done(tenants.db, [customer], (tx) =>
      checkScope(
        tx,
        customer,
        many.map((id) => ({ type: 'room', id })),
        '/scope',
      ),
    );
    expect(await within(tenants.db, [customer], (tx) => countRooms(tx, customer, atoms))).toBe(2500);
  });
});
