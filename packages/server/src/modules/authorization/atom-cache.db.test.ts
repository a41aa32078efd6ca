import type { OrganizationId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, givenRooms } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import { ok } from '../../kernel/result.ts';
import type { RoomMatter } from '../../kernel/rights.ts';
import { foresee, inForesight, mayForesee } from '../../platform/postgres/foresight.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { AtomCache } from './atom-cache.ts';
import { addAtomToRooms } from './rules.store.ts';

type Thing = { customer: OrganizationId; room: RoomId };
let tenants: Tenants;
let hall: Thing;
let board: Thing;

beforeAll(async () => {
  tenants = await openTenants();
  hall = await newRoom('Northwind');
  board = await newRoom('Fabrikam');
});
afterAll(() => tenants.close());

async function newRoom(name: string): Promise<Thing> {
  const customer = await newOrganization(tenants.db, name);
  const [room] = await givenRooms(tenants.db, customer, [{ name }]);
  if (room === undefined) throw new Error('there is no room');
  return { customer, room };
}

const under = (fabrikam: number, northwind: number) =>
  new Map([
    [board.customer, fabrikam],
    [hall.customer, northwind],
  ]);
const reading = (cache: AtomCache, epochs: ReadonlyMap<OrganizationId, number>, things: readonly Thing[]): Promise<RoomMatter[]> =>
  inSnapshot(tenants.db, [board.customer, hall.customer], (tx) => cache.roomsOf(tx, { epochs }, things));
/** Past every epoch: what a change does beside bumping it. */
const give = ({ customer, room }: Thing, atom: string) =>
  done(tenants.db, [customer], async (tx) => ok(await addAtomToRooms(tx, customer, atom, [room])));

describe('rooms of several customers at once', () => {
  it('D43 are as they were under the epoch of their own customer, and are read anew under another one', async () => {
    const cache = new AtomCache({ rooms: 100 });
    const [first, second, again] = await reading(cache, under(1, 1), [hall, board, hall]);
    expect([first?.customer, second?.customer]).toEqual([hall.customer, board.customer]);
    expect(again).toBe(first);
    const has = async (epochs: ReadonlyMap<OrganizationId, number>) =>
      (await reading(cache, epochs, [hall, board])).map(({ atoms }) => atoms.includes('group:one'));
    for (const thing of [hall, board]) await give(thing, 'group:one');
    expect(await has(under(1, 1))).toEqual([false, false]);
    expect(await has(under(2, 1))).toEqual([false, true]);
    expect(await has(under(2, 2))).toEqual([true, true]);
  });

  it('D43 are not kept by an older snapshot for a newer one, nor the other way round', async () => {
    const cache = new AtomCache({ rooms: 100 });
    await reading(cache, under(7, 7), [board]);
    await give(board, 'group:two');
    const [older] = await reading(cache, under(6, 7), [board]);
    const [newer] = await reading(cache, under(7, 7), [board]);
    expect([older, newer].map((matter) => matter?.atoms.includes('group:two'))).toEqual([true, false]);
  });

  it('are read each time where the epoch of their customer is not known', async () => {
    const cache = new AtomCache({ rooms: 100 });
    await reading(cache, new Map(), [board]);
    await give(board, 'group:three');
    expect((await reading(cache, new Map(), [board]))[0]?.atoms).toContain('group:three');
  });

  it('D43 are not kept from a snapshot that went ahead of a proof which does not hold', async () => {
    const cache = new AtomCache({ rooms: 100 });
    await inForesight(tenants.db, [board.customer], async (tx) => {
      if (!mayForesee(tx)) return;
      foresee(tx, Promise.resolve(false));
      await cache.roomsOf(tx, { epochs: under(1, 1) }, [board]);
    });
    await give(board, 'group:four');
    expect((await reading(cache, under(1, 1), [board]))[0]?.atoms).toContain('group:four');
  });

  it('have no atoms where they are not there', async () => {
    const cache = new AtomCache({ rooms: 100 });
    const [gone] = await reading(cache, under(1, 1), [{ customer: board.customer, room: 'room_00000000000000000000000000' }]);
    expect(gone).toMatchObject({ customer: board.customer, atoms: [] });
  });
});
