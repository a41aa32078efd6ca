import type { OrganizationId } from '@keyholder/contract';
import type { RoomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { proven } from '../../platform/postgres/foresight.ts';
import { mattersOfRooms } from './evaluate.store.ts';

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
    // another request may have brought a newer epoch meanwhile: what was read here is then only for this answer
    if (this.#customers.get(customer) !== kept) return new Map([...kept.rooms, ...read]);
    for (const room of read.keys()) if (!kept.rooms.has(room)) this.#rooms += 1;
    for (const [room, matter] of read) kept.rooms.set(room, matter);
    this.#forgetOldest(customer);
    return kept.rooms;
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
