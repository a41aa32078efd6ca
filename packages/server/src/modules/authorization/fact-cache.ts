import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { proven } from '../../platform/postgres/foresight.ts';
import { EpochCache } from './epoch-cache.ts';
import { findSubjects } from './evaluate.store.ts';
import { bytesOfActor, bytesOfCustomer } from './fact-bytes.ts';
import { loadActors, loadCustomers, nobodyThere } from './facts.store.ts';
import type { ActorFacts, CustomerFacts } from './facts.ts';

export type LastKnown = {
  actor: ActorFacts;
  customers: ReadonlyMap<OrganizationId, CustomerFacts>;
  epochs: ReadonlyMap<OrganizationId, number>;
};

/**
 * Facts by the epoch under which they were read. Nobody is told when they change and nobody needs to be: whoever asks brings
 * the epoch that its own snapshot saw, and anything else kept is as good as absent. Least recently used goes first.
 */
export class FactCache {
  readonly #customers: EpochCache<OrganizationId, CustomerFacts>;
  readonly #actors: EpochCache<UserId, ActorFacts>;
  /** of people with all their customers: kept for as long as there is room, for it would hold facts that are no longer kept */
  readonly #lastKnown = new WeakMap<ActorFacts, WeakRef<LastKnown>>();

  /** @param most three quarters of these bytes for what customers have granted, the rest for people */
  constructor(most: { bytes: number }) {
    this.#customers = new EpochCache((most.bytes / 4) * 3, bytesOfCustomer);
    this.#actors = new EpochCache(most.bytes / 4, bytesOfActor);
  }

  /** What was last known of a person, at whatever epoch: only to guess what will be needed. */
  lastSeen(organization: OrganizationId, user: UserId): ActorFacts | undefined {
    const actor = this.#actors.last(user);
    return actor?.organization === organization ? actor : undefined;
  }

  /**
   * A person, and its home organization and customers among `wanted` to which its organization is delegated, all as they were last known, with
   * the epochs under which they were: one and the same for as long as they are. Undefined where one of them is not kept.
   */
  asLastKnown(home: OrganizationId, user: UserId, wanted: (actor: ActorFacts) => readonly OrganizationId[]): LastKnown | undefined {
    const actor = this.#actors.latest(user);
    if (actor === undefined || actor.value.organization !== home) return undefined;
    const abroad = wanted(actor.value);
    const isAll = abroad === actor.value.delegatedBy;
    const known = isAll ? this.#lastKnown.get(actor.value)?.deref() : undefined;
    if (known !== undefined && this.#isStillSo(known)) return known;
    const epochs = new Map<OrganizationId, number>();
    const customers = new Map<OrganizationId, CustomerFacts>();
    for (const customer of [home, ...abroad]) {
      const kept = this.#customers.latest(customer);
      if (kept === undefined) return undefined;
      epochs.set(customer, kept.epoch);
      customers.set(customer, kept.value);
    }
    if (epochs.get(home) !== actor.epoch) return undefined;
    const found = { actor: actor.value, customers, epochs };
    if (isAll) this.#lastKnown.set(actor.value, new WeakRef(found));
    return found;
  }

  #isStillSo({ customers, epochs }: LastKnown): boolean {
    for (const [customer, facts] of customers) {
      const kept = this.#customers.latest(customer);
      if (kept === undefined || kept.value !== facts || kept.epoch !== epochs.get(customer)) return false;
    }
    return true;
  }

  /** To whom a customer delegated when it was last looked at: likewise only to guess. */
  partnersLastSeen(customer: OrganizationId): readonly OrganizationId[] {
    return [...(this.#customers.last(customer)?.delegations.keys() ?? [])];
  }

  async actor(tx: TenantTx, organization: OrganizationId, user: UserId, epoch: number): Promise<ActorFacts> {
    const kept = this.#actors.take(user, epoch);
    if (kept?.organization === organization) return kept;
    await proven(tx);
    const facts = (await loadActors(tx, new Map([[user, organization]]))).get(user);
    if (facts !== undefined) this.#actors.keep(user, epoch, facts);
    return facts ?? nobodyThere(organization, user);
  }

  /**
   * Those of these persons who belong to one of these organizations; the others are left out. Whoever is known costs nothing: a
   * person never changes its organization, and one that was removed has bumped its epoch. The rest are read by two statements.
   *
   * @param epochs of the organizations, read in the same snapshot as `tx` reads
   */
  async actors(tx: TenantTx, users: readonly UserId[], epochs: ReadonlyMap<OrganizationId, number>): Promise<ReadonlyMap<UserId, ActorFacts>> {
    const found = new Map<UserId, ActorFacts>();
    const missing: UserId[] = [];
    for (const user of users) {
      const organization = this.#actors.last(user)?.organization;
      const epoch = organization && epochs.get(organization);
      const kept = epoch === undefined ? undefined : this.#actors.take(user, epoch);
      if (kept === undefined) missing.push(user);
      else found.set(user, kept);
    }
    if (missing.length > 0) await proven(tx);
    const homes = await findSubjects(tx, [...epochs.keys()], missing);
    for (const [user, facts] of await loadActors(tx, homes)) {
      found.set(user, facts);
      this.#actors.keep(user, epochs.get(facts.organization) ?? 0, facts);
    }
    return found;
  }

  /** @param epochs of exactly the customers wanted, read in the same snapshot as `tx` reads */
  async customers(tx: TenantTx, epochs: ReadonlyMap<OrganizationId, number>): Promise<ReadonlyMap<OrganizationId, CustomerFacts>> {
    const found = new Map<OrganizationId, CustomerFacts>();
    const missing: OrganizationId[] = [];
    for (const [customer, epoch] of epochs) {
      const kept = this.#customers.take(customer, epoch);
      if (kept === undefined) missing.push(customer);
      else found.set(customer, kept);
    }
    if (missing.length > 0) {
      await proven(tx);
      for (const [customer, facts] of await loadCustomers(tx, missing)) {
        found.set(customer, facts);
        this.#customers.keep(customer, epochs.get(customer) ?? 0, facts);
      }
    }
    return found;
  }
}
