import { type OrganizationId, type PermissionKey, permissionKeys } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { ActorFacts, AssignmentFacts, DelegationFacts, MemberKey } from './facts.ts';

/**
 * Assignments of one side at a customer, its own people's or one partner's, as bits: one look-up per atom of a room tells all
 * that cover it at once, and what a person is named for and what gives a permission are two numbers to compare with. The
 * first assignment is bit 0; there are 31 to a block, and few sides have a second one. Bit 31 of an atom says that the
 * delegation covers it (D23).
 */
type Block = {
  byMember: ReadonlyMap<MemberKey, number>;
  /** by the number of the permission */
  byPermission: readonly number[];
  byAtom: ReadonlyMap<AtomKey, number>;
  /** a partner's: a room has to be covered by the delegation as well */
  bound: boolean;
  /** the events that wait for the customer (D36) */
  manual: ReadonlySet<PermissionKey>;
};

/** What a person is named for at a customer: block by block of its side, since few things are looked at so often. */
export type Standing = { block: Block; named: number; next: Standing | undefined };

/** @param known of people who were asked about: facts are never changed, so what follows from two of them stays true */
export type StandingIndex = { sides: ReadonlyMap<OrganizationId, readonly Block[]>; known: WeakMap<ActorFacts, Standing> };

const bitsOfBlock = 31;
const delegated = 1 << bitsOfBlock;
const numbers: ReadonlyMap<string, number> = new Map(permissionKeys.map((key, number) => [key, number]));
const nobody: Standing = { block: blockOf([], undefined), named: 0, next: undefined };

/** The customer's own side, and one for each delegation: assignments of a partner without one count for nothing (D43). */
export function standingIndexOf(
  customer: OrganizationId,
  assignments: Iterable<AssignmentFacts>,
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): StandingIndex {
  const bySide = Map.groupBy(assignments, ({ partner }) => partner);
  const sides = new Map([[customer, blocksOf(bySide.get(null) ?? [], undefined)]]);
  for (const delegation of delegations.values()) sides.set(delegation.partner, blocksOf(bySide.get(delegation.partner) ?? [], delegation));
  return { sides, known: new WeakMap() };
}

/** Worked out when a person is first asked about, then looked up. */
export function standingOf({ sides, known }: StandingIndex, actor: ActorFacts): Standing {
  const found = known.get(actor);
  if (found !== undefined) return found;
  let standing: Standing | undefined;
  for (const block of sides.get(actor.organization) ?? []) {
    const named = actor.memberKeys.reduce((bits, key) => bits | (block.byMember.get(key) ?? 0), 0);
    if (named !== 0) standing = { block, named, next: standing };
  }
  known.set(actor, standing ?? nobody);
  return standing ?? nobody;
}

/** The assignments of a block that name the person and give the permission. */
const heldIn = ({ block, named }: Standing, permission: PermissionKey): number => (block.byPermission[numbers.get(permission) ?? -1] ?? 0) & named;

/** Whether any assignment gives the permission, over whatever. */
export function holds(standing: Standing, permission: PermissionKey): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) if (heldIn(at, permission) !== 0) return true;
  return false;
}

/** Whether any gives it over the whole customer; the delegation is not looked at. */
export function holdsWhole(standing: Standing, permission: PermissionKey): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next)
    if (((at.block.byAtom.get('all') ?? 0) & heldIn(at, permission)) !== 0) return true;
  return false;
}

/** Whether any gives it over one of these atoms, and the delegation, where there is one, covers one of them too (D22, D23). */
export function holdsOver(standing: Standing, permission: PermissionKey, atoms: readonly AtomKey[]): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) {
    const held = heldIn(at, permission);
    if (held === 0) continue;
    let covering = at.block.bound ? 0 : delegated;
    for (const atom of atoms) {
      covering |= at.block.byAtom.get(atom) ?? 0;
      if ((covering & held) !== 0 && (covering & delegated) !== 0) return true;
    }
  }
  return false;
}

function blocksOf(assignments: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < assignments.length; from += bitsOfBlock) blocks.push(blockOf(assignments.slice(from, from + bitsOfBlock), delegation));
  return blocks;
}

function blockOf(assignments: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block {
  const byMember = new Map<MemberKey, number>();
  const byAtom = new Map<AtomKey, number>();
  const byPermission = permissionKeys.map(() => 0);
  const add = <K>(to: Map<K, number>, key: K, bit: number): Map<K, number> => to.set(key, (to.get(key) ?? 0) | bit);
  for (const [n, { members, permissions, atoms }] of assignments.entries()) {
    for (const member of members) add(byMember, member, 1 << n);
    for (const atom of atoms) add(byAtom, atom, 1 << n);
    for (const permission of permissions) {
      const number = numbers.get(permission);
      if (number !== undefined) byPermission[number] = (byPermission[number] ?? 0) | (1 << n);
    }
  }
  for (const atom of delegation?.within ?? []) add(byAtom, atom, delegated);
  return { byMember, byPermission, byAtom, bound: delegation !== undefined, manual: delegation?.manual ?? new Set() };
}
