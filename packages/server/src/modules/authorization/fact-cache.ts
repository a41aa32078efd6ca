import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { loadActor, loadActors, loadCustomers } from './facts.store.ts';
import type { ActorFacts, CustomerFacts } from './facts.ts';

type Kept<T> = { epoch: number; facts: T };

/**
 * Facts by the epoch under which they were read. Nobody is told when they change and nobody needs to be: whoever asks brings
 * the epoch that its own snapshot saw, and anything else kept is as good as absent. Least recently used goes first.
 */
export class FactCache {
  readonly #customers = new Map<OrganizationId, Kept<CustomerFacts>>();
  readonly #actors = new Map<string, Kept<ActorFacts>>();
  readonly #most: number;

  constructor(most: { customers: number }) {
    this.#most = most.customers;
  }

  /** What was last known of a person, at whatever epoch: only to guess what will be needed. */
  lastSeen(organization: OrganizationId, user: UserId): ActorFacts | undefined {
    return this.#actors.get(keyOf(organization, user))?.facts;
  }

  async actor(tx: TenantTx, organization: OrganizationId, user: UserId, epoch: number): Promise<ActorFacts> {
    const kept = take(this.#actors, keyOf(organization, user), epoch);
    if (kept !== undefined) return kept;
    const facts = await loadActor(tx, organization, user);
    keep(this.#actors, keyOf(organization, user), { epoch, facts }, this.#most * 10);
    return facts;
  }

  /**
   * Many persons; those that are not known are read by one statement.
   *
   * @param epochs of their organizations, read in the same snapshot as `tx` reads
   */
  async actors(
    tx: TenantTx,
    people: ReadonlyMap<UserId, OrganizationId>,
    epochs: ReadonlyMap<OrganizationId, number>,
  ): Promise<ReadonlyMap<UserId, ActorFacts>> {
    const found = new Map<UserId, ActorFacts>();
    const missing = new Map<UserId, OrganizationId>();
    for (const [user, organization] of people) {
      const kept = take(this.#actors, keyOf(organization, user), epochs.get(organization) ?? 0);
      if (kept === undefined) missing.set(user, organization);
      else found.set(user, kept);
    }
    for (const [user, facts] of await loadActors(tx, missing)) {
      found.set(user, facts);
      keep(this.#actors, keyOf(facts.organization, user), { epoch: epochs.get(facts.organization) ?? 0, facts }, this.#most * 10);
    }
    return found;
  }

  /** @param epochs of exactly the customers wanted, read in the same snapshot as `tx` reads */
  async customers(tx: TenantTx, epochs: ReadonlyMap<OrganizationId, number>): Promise<ReadonlyMap<OrganizationId, CustomerFacts>> {
    const found = new Map<OrganizationId, CustomerFacts>();
    const missing: OrganizationId[] = [];
    for (const [customer, epoch] of epochs) {
      const kept = take(this.#customers, customer, epoch);
      if (kept === undefined) missing.push(customer);
      else found.set(customer, kept);
    }
    if (missing.length > 0) {
      for (const [customer, facts] of await loadCustomers(tx, missing)) {
        found.set(customer, facts);
        keep(this.#customers, customer, { epoch: epochs.get(customer) ?? 0, facts }, this.#most);
      }
    }
    return found;
  }
}

const keyOf = (organization: OrganizationId, user: UserId): string => `${organization} ${user}`; // ids hold no blanks

function take<K, T>(cache: Map<K, Kept<T>>, key: K, epoch: number): T | undefined {
  const kept = cache.get(key);
  if (kept === undefined || kept.epoch !== epoch) return undefined;
  cache.delete(key);
  cache.set(key, kept);
  return kept.facts;
}

/** An older snapshot never replaces what a newer one has brought. */
function keep<K, T>(cache: Map<K, Kept<T>>, key: K, entry: Kept<T>, most: number): void {
  const present = cache.get(key);
  if (present !== undefined && present.epoch > entry.epoch) return;
  cache.delete(key);
  cache.set(key, entry);
  if (cache.size <= most) return;
  const oldest = cache.keys().next();
  if (oldest.done !== true) cache.delete(oldest.value);
}
