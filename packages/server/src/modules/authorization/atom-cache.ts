import type { OrganizationId } from '@keyholder/contract';
import { type Authority, type RoomMatter, roomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { proven } from '../../platform/postgres/foresight.ts';
import { mattersAnywhere, mattersOfRooms } from './evaluate.store.ts';

type Kept = { epoch: number; rooms: Map<string, RoomMatter> };

/**
 * Rooms with their atoms, by the epoch of their customer under which they were read: whatever gives an existing room other atoms
 * changes who has access, and bumps that epoch in its own transaction. Rooms that are not there are not remembered.
 * What decisions note in a room stays with it for as long. The customer that was asked about the longest ago goes first.
 */
export class AtomCache {
  readonly #customers = new Map<OrganizationId, Kept>();
  readonly #most: number;
  #rooms = 0;

  constructor(most: { rooms: number }) {
    this.#most = most.rooms;
  }

  /** @param epoch of the customer, read in the same snapshot as `tx` reads */
  async rooms(tx: TenantTx, customer: OrganizationId, epoch: number, rooms: readonly string[]): Promise<ReadonlyMap<string, RoomMatter>> {
    const kept = this.#under(customer, epoch);
    const missing = rooms.filter((room) => !kept.rooms.has(room));
    if (missing.length === 0) return kept.rooms;
    await proven(tx);
    const read = await mattersOfRooms(tx, customer, missing);
    return this.#keep(customer, kept, read) ? kept.rooms : new Map([...kept.rooms, ...read]);
  }

  /**
   * The rooms in which things of several customers lie, each at the place of its thing. What the authority knows no epoch of is read.
   *
   * @param authority of the same snapshot as `tx`
   */
  async roomsOf(
    tx: TenantTx,
    { epochs }: Pick<Authority, 'epochs'>,
    things: readonly { customer: OrganizationId; room: string }[],
  ): Promise<RoomMatter[]> {
    const keptAt = new Map<OrganizationId, Kept>();
    for (const { customer } of things) {
      const epoch = keptAt.has(customer) ? undefined : epochs.get(customer);
      if (epoch !== undefined) keptAt.set(customer, this.#under(customer, epoch));
    }
    const keptOf = ({ customer, room }: { customer: OrganizationId; room: string }) => keptAt.get(customer)?.rooms.get(room);
    const missing = new Map(things.filter((thing) => keptOf(thing) === undefined).map((thing) => [thing.room, thing]));
    let read: ReadonlyMap<string, RoomMatter> = new Map();
    if (missing.size > 0) {
      await proven(tx);
      read = await mattersAnywhere(tx, [...missing.values()]);
      for (const [customer, its] of Map.groupBy(read, ([, matter]) => matter.customer)) {
        const kept = keptAt.get(customer);
        if (kept !== undefined) this.#keep(customer, kept, its);
      }
    }
    return things.map((thing) => keptOf(thing) ?? read.get(thing.room) ?? roomMatter(thing.customer, []));
  }

  /** False where another request has brought a newer epoch meanwhile: what was read is then only for this answer. */
  #keep(customer: OrganizationId, kept: Kept, read: Iterable<readonly [string, RoomMatter]>): boolean {
    if (this.#customers.get(customer) !== kept) return false;
    for (const [room, matter] of read) {
      if (!kept.rooms.has(room)) this.#rooms += 1;
      kept.rooms.set(room, matter);
    }
    this.#forgetOldest(customer);
    return true;
  }

  #under(customer: OrganizationId, epoch: number): Kept {
    const kept = this.#customers.get(customer);
    if (kept !== undefined && kept.epoch > epoch) return { epoch, rooms: new Map() }; // an older snapshot: not to be kept
    this.#customers.delete(customer);
    const current = kept?.epoch === epoch ? kept : { epoch, rooms: new Map<string, RoomMatter>() };
    if (kept !== undefined && kept !== current) this.#rooms -= kept.rooms.size;
    this.#customers.set(customer, current);
    return current;
  }

  #forgetOldest(but: OrganizationId): void {
    for (const [customer, { rooms }] of this.#customers) {
      if (this.#rooms <= this.#most || customer === but) return;
      this.#customers.delete(customer);
      this.#rooms -= rooms.size;
    }
  }
}
