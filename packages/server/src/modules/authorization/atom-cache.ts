import type { OrganizationId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { atomsOfRooms } from './evaluate.store.ts';

type Kept = { epoch: number; rooms: Map<string, readonly AtomKey[]> };

/**
 * The atoms of rooms, by the epoch of their customer under which they were read: whatever gives an existing room other atoms
 * changes who has access, and bumps that epoch in its own transaction. Rooms that are not there are not remembered.
 * The customer that was asked about the longest ago goes first.
 */
export class AtomCache {
  readonly #customers = new Map<OrganizationId, Kept>();
  readonly #most: number;
  #rooms = 0;

  constructor(most: { rooms: number }) {
    this.#most = most.rooms;
  }

  /** @param epoch of the customer, read in the same snapshot as `tx` reads */
  async atoms(tx: TenantTx, customer: OrganizationId, epoch: number, rooms: readonly string[]): Promise<ReadonlyMap<string, readonly AtomKey[]>> {
    const kept = this.#under(customer, epoch);
    const missing = rooms.filter((room) => !kept.rooms.has(room));
    if (missing.length === 0) return kept.rooms;
    const read = await atomsOfRooms(tx, customer, missing);
    // another request may have brought a newer epoch meanwhile: what was read here is then only for this answer
    if (this.#customers.get(customer) !== kept) return new Map([...kept.rooms, ...read]);
    for (const room of read.keys()) if (!kept.rooms.has(room)) this.#rooms += 1;
    for (const [room, atoms] of read) kept.rooms.set(room, atoms);
    this.#forgetOldest(customer);
    return kept.rooms;
  }

  #under(customer: OrganizationId, epoch: number): Kept {
    const kept = this.#customers.get(customer);
    if (kept !== undefined && kept.epoch > epoch) return { epoch, rooms: new Map() }; // an older snapshot: not to be kept
    this.#customers.delete(customer);
    const current = kept?.epoch === epoch ? kept : { epoch, rooms: new Map<string, readonly AtomKey[]>() };
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
