import { type OrganizationId, type PermissionKey, permissionKeys } from '@keyholder/contract';
import type { ActionKey, AtomKey, RoomMatter } from '../../kernel/rights.ts';
import { isAdministrator } from './administrators.ts';
import type { ActorFacts, AssignmentFacts, CustomerFacts, DelegationFacts, MemberKey } from './facts.ts';

/**
 * Assignments of one side at a customer, its own people's or one partner's, as bits: one look-up per atom of a room tells all
 * that cover it at once, and what a person is named for and what gives a permission are two numbers to compare with. The
 * first assignment is bit 0; there are 31 to a block, and few sides have a second one. Bit 31 of an atom says that the
 * delegation covers it (D23).
 */
export type Block = {
  /** one and the same for all blocks of the same facts */
  era: object;
  byMember: ReadonlyMap<MemberKey, number>;
  /** by the number of the permission */
  byPermission: readonly number[];
  byAtom: ReadonlyMap<AtomKey, number>;
  /** a partner's: a room has to be covered by the delegation as well */
  bound: boolean;
  /** the events that wait for the customer (D36), where there are any */
  manual: ReadonlySet<PermissionKey> | undefined;
  /** of those who were asked about, by what they are named in here and the standing in further blocks */
  standings: Map<number, Standing[]>;
};

/**
 * What people are at a customer: administrators by directory role, or named in these assignments, block by block of their side.
 * Everybody who is named in the same ones shares it: few things are looked at so often, and the fewer the nearer they are.
 */
export type Standing = {
  administers: boolean;
  block: Block;
  /** the assignments of the block that name the person */
  named: number;
  /** the permissions that any of those gives, as bits by number: the first 32, and those beyond */
  gives: number;
  givesBeyond: number;
  /** of the block, because it is nearer here */
  manual: ReadonlySet<PermissionKey> | undefined;
  next: Standing | undefined;
};

const bitsOfBlock = 31;
const delegated = 1 << bitsOfBlock;
const numbers: ReadonlyMap<string, number> = new Map(permissionKeys.map((key, number) => [key, number]));
if (permissionKeys.length > 64) throw new Error('permissions have outgrown the bits of a standing');
export const noPermission = -1;
/** under which its bit is found in every block; `noPermission` for a right that is not one */
export const numberOf = (action: ActionKey): number => numbers.get(action) ?? noPermission;

const nowhere = blockOf({}, [], undefined);
const nobody = standingIn(nowhere, 0, undefined);
const administrator: Standing = { ...nobody, administers: true };

/** The customer's own side, and one for each delegation: assignments of a partner without one count for nothing (D43). */
export function sidesOf(
  customer: OrganizationId,
  assignments: Iterable<AssignmentFacts>,
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): ReadonlyMap<OrganizationId, readonly Block[]> {
  const bySide = Map.groupBy(assignments, ({ partner }) => partner);
  const era = {};
  const blocksOf = (side: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block[] => {
    const blocks: Block[] = [];
    for (let from = 0; from < side.length; from += bitsOfBlock) blocks.push(blockOf(era, side.slice(from, from + bitsOfBlock), delegation));
    return blocks;
  };
  const sides = new Map([[customer, blocksOf(bySide.get(null) ?? [], undefined)]]);
  for (const delegation of delegations.values()) sides.set(delegation.partner, blocksOf(bySide.get(delegation.partner) ?? [], delegation));
  return sides;
}

/** Worked out when a person is first asked about, then looked up. */
export function standingOf(facts: CustomerFacts, actor: ActorFacts): Standing {
  return facts.standings.get(actor) ?? newStanding(facts, actor);
}

/** Of strangers nothing is kept: there may be any number of them. */
function newStanding({ customer, sides, standings }: CustomerFacts, actor: ActorFacts): Standing {
  const side = sides.get(actor.organization);
  if (side === undefined) return nobody;
  const standing = actor.organization === customer && isAdministrator(actor) ? administrator : assignedStanding(side, actor);
  standings.set(actor, standing);
  return standing;
}

function assignedStanding(side: readonly Block[], { memberKeys }: ActorFacts): Standing {
  let standing: Standing | undefined;
  for (const block of side) {
    const named = memberKeys.reduce((bits, key) => bits | (block.byMember.get(key) ?? 0), 0);
    if (named !== 0) standing = sharedStanding(block, named, standing);
  }
  return standing ?? nobody;
}

function sharedStanding(block: Block, named: number, next: Standing | undefined): Standing {
  const alike = block.standings.get(named) ?? [];
  const known = alike.find((one) => one.next === next);
  if (known !== undefined) return known;
  const standing = standingIn(block, named, next);
  block.standings.set(named, [...alike, standing]);
  return standing;
}

function standingIn(block: Block, named: number, next: Standing | undefined): Standing {
  const bitsFrom = (first: number): number =>
    block.byPermission.slice(first, first + 32).reduce((bits, giving, n) => ((giving & named) === 0 ? bits : bits | (1 << n)), 0);
  return { administers: false, block, named, gives: bitsFrom(0), givesBeyond: bitsFrom(32), manual: block.manual, next };
}

const isGiven = ({ gives, givesBeyond }: Standing, permission: number): boolean =>
  ((permission < 32 ? gives >>> permission : givesBeyond >>> (permission - 32)) & 1) !== 0;

/** The assignments of a block that name the person and give the permission. */
const heldIn = ({ block, named }: Standing, permission: number): number => (block.byPermission[permission] ?? 0) & named;

/** Whether any assignment gives the permission, over whatever. */
export function holds(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) if (isGiven(at, permission)) return true;
  return false;
}

/** Whether any gives it over the whole customer; the delegation is not looked at. */
export function holdsWhole(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next)
    if (((at.block.byAtom.get('all') ?? 0) & heldIn(at, permission)) !== 0) return true;
  return false;
}

/** Whether any gives it over the room, and the delegation, where there is one, covers the room too (D22, D23). */
export function holdsOver(standing: Standing, permission: number, room: RoomMatter): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) {
    if (!isGiven(at, permission)) continue;
    const covering = coveringOf(at.block, room) & at.named;
    // where all of them cover the room, the one that gives it does
    if (covering !== 0 && (covering === at.named || (covering & heldIn(at, permission)) !== 0)) return true;
  }
  return false;
}

/** The assignments of a block that cover the room, looked up once; none where the delegation does not. */
const coveringOf = (block: Block, room: RoomMatter): number => (room.block === block ? (room.covering ?? 0) : furtherCovering(block, room));

function furtherCovering(block: Block, room: RoomMatter): number {
  for (let at = room.further; at !== undefined; at = at.further) if (at.block === block) return at.covering;
  let covering = block.bound ? 0 : delegated;
  for (const atom of room.atoms) covering |= block.byAtom.get(atom) ?? 0;
  if ((covering & delegated) === 0) covering = 0;
  note(room, block, covering);
  return covering;
}

/** The latest one noted stands in the room itself; what was noted under former facts is forgotten. */
function note(room: RoomMatter, block: Block, covering: number): void {
  const { block: before, covering: noted = 0, further } = room;
  room.further = before?.era === block.era ? { block: before, covering: noted, further } : undefined;
  room.block = block;
  room.covering = covering;
}

function blockOf(era: object, assignments: readonly AssignmentFacts[], delegation: DelegationFacts | undefined): Block {
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
    era,
    byMember,
    byPermission,
    byAtom,
    bound: delegation !== undefined,
    manual: delegation?.manual.size === 0 ? undefined : delegation?.manual,
    standings: new Map(),
  };
}
