import { type OrganizationId, type PermissionKey, permissionKeys } from '@keyholder/contract';
import type { AtomKey, RoomMatter } from '../../kernel/rights.ts';
import { isAdministrator } from './administrators.ts';
import type { ActorFacts, AssignmentFacts, CustomerFacts, DelegationFacts, MemberKey } from './facts.ts';

/**
 * Assignments of one side at a customer, its own people's or one partner's, as bits: one look-up per atom of a room tells all
 * that cover it at once, and what a person is named for and what gives a permission are two numbers to compare with. The
 * first assignment is bit 0; there are 31 to a block, and few sides have a second one. Bit 31 of an atom says that the
 * delegation covers it (D23).
 */
export type Block = {
  /** among all blocks of the customer */
  number: number;
  byMember: ReadonlyMap<MemberKey, number>;
  /** by the number of the permission */
  byPermission: readonly number[];
  byAtom: ReadonlyMap<AtomKey, number>;
  /** a partner's: a room has to be covered by the delegation as well */
  bound: boolean;
  /** the events that wait for the customer (D36), where there are any */
  manual: ReadonlySet<PermissionKey> | undefined;
};

/**
 * What a person is at a customer: an administrator by directory role, or named in these assignments, block by block of its
 * side, since few things are looked at so often.
 */
export type Standing = { administers: boolean; named: number; byPermission: readonly number[]; block: Block; next: Standing | undefined };

const bitsOfBlock = 31;
const delegated = 1 << bitsOfBlock;
const numbers: ReadonlyMap<string, number> = new Map(permissionKeys.map((key, number) => [key, number]));
/** under which its bit is found in every block */
export const numberOf = (permission: PermissionKey): number => numbers.get(permission) ?? -1;

const nowhere = blockOf(0, [], undefined);
const nobody: Standing = { administers: false, named: 0, byPermission: nowhere.byPermission, block: nowhere, next: undefined };
const administrator: Standing = { ...nobody, administers: true };

/** The customer's own side, and one for each delegation: assignments of a partner without one count for nothing (D43). */
export function sidesOf(
  customer: OrganizationId,
  assignments: Iterable<AssignmentFacts>,
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): ReadonlyMap<OrganizationId, readonly Block[]> {
  const bySide = Map.groupBy(assignments, ({ partner }) => partner);
  let made = 0;
  const blocksOf = (side: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block[] => {
    const blocks: Block[] = [];
    for (let from = 0; from < side.length; from += bitsOfBlock) blocks.push(blockOf(made++, side.slice(from, from + bitsOfBlock), delegation));
    return blocks;
  };
  const sides = new Map([[customer, blocksOf(bySide.get(null) ?? [], undefined)]]);
  for (const delegation of delegations.values()) sides.set(delegation.partner, blocksOf(bySide.get(delegation.partner) ?? [], delegation));
  return sides;
}

/** Worked out when a person is first asked about, then looked up. */
export function standingOf(facts: CustomerFacts, actor: ActorFacts): Standing {
  const known = facts.standings.get(actor);
  if (known !== undefined) return known;
  const standing = actor.organization === facts.customer && isAdministrator(actor) ? administrator : assignedStanding(facts, actor);
  facts.standings.set(actor, standing);
  return standing;
}

function assignedStanding({ sides }: CustomerFacts, actor: ActorFacts): Standing {
  let standing: Standing | undefined;
  for (const block of sides.get(actor.organization) ?? []) {
    const named = actor.memberKeys.reduce((bits, key) => bits | (block.byMember.get(key) ?? 0), 0);
    if (named !== 0) standing = { administers: false, named, byPermission: block.byPermission, block, next: standing };
  }
  return standing ?? nobody;
}

/** The assignments of a block that name the person and give the permission. */
const heldIn = ({ byPermission, named }: Standing, permission: number): number => (byPermission[permission] ?? 0) & named;

/** Whether any assignment gives the permission, over whatever. */
export function holds(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) if (heldIn(at, permission) !== 0) return true;
  return false;
}

/** Whether any gives it over the whole customer; the delegation is not looked at. */
export function holdsWhole(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next)
    if (((at.block.byAtom.get('all') ?? 0) & heldIn(at, permission)) !== 0) return true;
  return false;
}

/** Whether any gives it over the room, and the delegation, where there is one, covers the room too (D22, D23). */
export function holdsOver(facts: CustomerFacts, standing: Standing, permission: number, room: RoomMatter): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) {
    const held = heldIn(at, permission);
    if (held !== 0 && (coveringOf(facts, at.block, room) & held) !== 0) return true;
  }
  return false;
}

/** The assignments of a block that cover the room, looked up once under the same facts; none where the delegation does not. */
function coveringOf(facts: CustomerFacts, block: Block, room: RoomMatter): number {
  if (room.under !== facts || room.covering === undefined) {
    room.under = facts;
    room.covering = [];
  }
  const known = room.covering[block.number];
  if (known !== undefined) return known;
  let covering = block.bound ? 0 : delegated;
  for (const atom of room.atoms) covering |= block.byAtom.get(atom) ?? 0;
  return (room.covering[block.number] = (covering & delegated) === 0 ? 0 : covering);
}

function blockOf(number: number, assignments: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block {
  const byMember = new Map<MemberKey, number>();
  const byAtom = new Map<AtomKey, number>();
  const byPermission = permissionKeys.map(() => 0);
  const add = <K>(to: Map<K, number>, key: K, bit: number): Map<K, number> => to.set(key, (to.get(key) ?? 0) | bit);
  for (const [n, { members, permissions, atoms }] of assignments.entries()) {
    for (const member of members) add(byMember, member, 1 << n);
    for (const atom of atoms) add(byAtom, atom, 1 << n);
    for (const permission of permissions) {
      byPermission[numberOf(permission)] = (byPermission[numberOf(permission)] ?? 0) | (1 << n);
    }
  }
  for (const atom of delegation?.within ?? []) add(byAtom, atom, delegated);
  return {
    number,
    byMember,
    byPermission,
    byAtom,
    bound: delegation !== undefined,
    manual: delegation?.manual.size === 0 ? undefined : delegation?.manual,
  };
}
