import type { NewRoom, OrganizationId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { ActionKey, AtomKey, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { delegatedAtoms, rulesOf } from '../authorization/index.ts';
import type { RoomToAdd } from './add-rooms.store.ts';
import { type Author, mayDelegate } from './author.ts';
import { type Rule, atomsOf, widenedByGroup } from './room.rules.ts';

/** What decides about new rooms of one customer; read once for one room or for a hundred thousand. */
export type NewRoomFacts = {
  customer: OrganizationId;
  author: Author;
  rules: readonly Rule[];
  /** empty for an author who may delegate: nothing is closed to it */
  closed: ReadonlySet<AtomKey>;
};

export async function newRoomFacts(tx: TenantTx, author: Author, customer: OrganizationId): Promise<NewRoomFacts> {
  const closed = mayDelegate(author, customer) ? new Set<AtomKey>() : await delegatedAtoms(tx, customer);
  return { customer, author, rules: await rulesOf(tx, customer), closed };
}

/**
 * Whether this author may make this room, and the room with its atoms. Its groups exist and are visible to the author.
 *
 * Groups and ring may be set by whoever could change them on the new room, else `read_only`; the room must lie in the
 * author's scope, else `exceeds_scope` (product.md, Table 1); joining a delegated group widens (D33). Falling under `all`
 * or a rule does not: future rooms were chosen with it.
 */
export function judgeNewRoom(facts: NewRoomFacts, fields: NewRoom): Result<RoomToAdd, 'read_only' | 'exceeds_scope' | 'would_widen_delegation'> {
  const { customer, author, rules, closed } = facts;
  const id = newId('room');
  const groups = [...new Set(fields.groups ?? [])];
  const atoms = atomsOf(id, groups, fields, rules);
  if (author !== 'platform') {
    const matter: Matter = { customer, kind: 'room', atoms };
    const denied = (action: ActionKey): boolean => author.decide(action, matter).outcome === 'deny';
    if (denied('rooms.create')) return refuseAt('', 'exceeds_scope', 'the room would lie outside your scope');
    if (groups.length > 0 && denied('groups.modify')) return refuseAt('/groups', 'read_only', 'you may not change the groups of rooms');
    if (fields.ring !== undefined && denied('rings.modify')) return refuseAt('/ring', 'read_only', 'you may not change the update ring of rooms');
  }
  const widening = widenedByGroup(groups, closed);
  if (widening !== undefined) return refuseAt('/groups', 'would_widen_delegation', 'a delegation or a pending invitation contains this group');
  const { name, country, city, site, notes = '', device = 'console', ring = 'general' } = fields;
  return ok({ id, name, country, city, site, notes, device, ring, groups, atoms });
}
