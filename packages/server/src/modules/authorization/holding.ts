import type { PermissionKey } from '@keyholder/contract';
import type { AtomKey, Decision } from '../../kernel/rights.ts';
import { type ActorFacts, type CustomerFacts, assignmentsOf } from './facts.ts';

/** How one person holds one permission at one customer. */
export type Held = {
  /** of each assignment that gives it; a room has to have an atom of one of them */
  scopes: readonly ReadonlySet<AtomKey>[];
  /** of the delegation, for a partner's person: a room has to have an atom of it as well (D23) */
  within: ReadonlySet<AtomKey> | undefined;
  /** what is decided where both hold: allowed, or waiting for the customer (D36) */
  decision: Decision;
};
/** What a person holds at a customer, by permission; what is not named is not held. */
export type Holding = ReadonlyMap<PermissionKey, Held>;

const allow: Decision = { outcome: 'allow' };
const nothing: Holding = new Map();

/**
 * Remembered by the very facts that it follows from: new facts are new objects, so nothing here can outlive a change, and what
 * was made of facts that nobody keeps any more goes with them.
 */
const known = new WeakMap<CustomerFacts, WeakMap<ActorFacts, Holding>>();

/** What an actor's assignments give it at a customer, worked out once for these facts and then looked up. */
export function holdingOf(facts: CustomerFacts, actor: ActorFacts): Holding {
  let ofCustomer = known.get(facts);
  if (ofCustomer === undefined) known.set(facts, (ofCustomer = new WeakMap()));
  let holding = ofCustomer.get(actor);
  if (holding === undefined) ofCustomer.set(actor, (holding = workOut(facts, actor)));
  return holding;
}

function workOut(facts: CustomerFacts, actor: ActorFacts): Holding {
  const atHome = actor.organization === facts.customer;
  const delegation = atHome ? undefined : facts.delegations.get(actor.organization);
  const assignments = assignmentsOf(facts, actor);
  if (assignments.length === 0 || (!atHome && delegation === undefined)) return nothing;
  const byPermission = new Map<PermissionKey, ReadonlySet<AtomKey>[]>();
  for (const { permissions, atoms } of assignments) {
    for (const permission of permissions) {
      const scopes = byPermission.get(permission);
      if (scopes === undefined) byPermission.set(permission, [atoms]);
      else scopes.push(atoms);
    }
  }
  const holding = new Map<PermissionKey, Held>();
  for (const [event, scopes] of byPermission) {
    const decision: Decision = delegation?.manual.has(event) ? { outcome: 'needs_approval', event } : allow;
    holding.set(event, { scopes, within: delegation?.within, decision });
  }
  return holding;
}
