import { type OrganizationId, type PermissionKey, permissionKeys } from '@keyholder/contract';
import type { ActionKey, AtomKey, RoomMatter } from '../../kernel/rights.ts';
import { administratorMay, isAdministrator } from './administrators.ts';
import { isBarred, keepStanding, standingIn } from './standings.ts';
import type { ActorFacts, AssignmentFacts, CustomerFacts, DelegationFacts, MemberKey } from './facts.ts';

/**
 * Assignments at a customer, its own people's and those of partners with a delegation, as bits: one look-up per atom of a room
 * tells all that cover it at once, and what a person is named for is a number to compare with. The first assignment is bit 0;
 * there are 32 to a block, and few customers have a second one.
 */
export type Block = {
  /** one and the same for all blocks of the same facts */
  era: object;
  byMember: ReadonlyMap<MemberKey, number>;
  byAtom: ReadonlyMap<AtomKey, number>;
  /** those of the customer's own people: no delegation has to cover a room as well */
  own: number;
  /** those of partners whose delegation covers an atom (D23) */
  delegated: ReadonlyMap<AtomKey, number>;
  alike: readonly Alike[];
  /** of those who were asked about, by what they are named in here and what follows */
  standings: Map<number, Standing[]>;
};

/** Assignments of one side that give the same permissions, as bits by number: the first 32, and those beyond. */
type Alike = { side: OrganizationId; assignments: number; gives: number; givesBeyond: number; waits: number; waitsBeyond: number };

/**
 * What people are at a customer: administrators by directory role, or named in assignments, of which those that give the same
 * stand together. Everybody who is named in the same ones shares it: few things are looked at so often, and the fewer the
 * nearer they are.
 */
export type Standing = {
  /** the assignments of the block that name the person and give just these permissions */
  named: number;
  gives: number;
  block: Block;
  next: Standing | undefined;
  /** the events that wait for the customer (D36) */
  waits: number;
  givesBeyond: number;
  waitsBeyond: number;
};

const bitsOfBlock = 32;
const numbers: ReadonlyMap<string, number> = new Map(permissionKeys.map((key, number) => [key, number]));
if (permissionKeys.length > 64) throw new Error('permissions have outgrown the bits of a standing');
export const noPermission = -1;
/** under which its bit is found; `noPermission` for a right that is not one */
export const numberOf = (action: ActionKey): number => numbers.get(action) ?? noPermission;

const nobody: Standing = {
  named: 0,
  gives: 0,
  block: blockOf({}, 'org_', [], new Map()),
  next: undefined,
  waits: 0,
  givesBeyond: 0,
  waitsBeyond: 0,
};
const [administrators, administratorsBeyond] = bitsOf(administratorMay);
/** of everybody who administers the customer by a directory role at home */
export const administrator: Standing = { ...nobody, gives: administrators, givesBeyond: administratorsBeyond };

/** Assignments of a partner without a delegation count for nothing (D43). */
export function blocksOf(
  customer: OrganizationId,
  assignments: readonly AssignmentFacts[],
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): readonly Block[] {
  const counting = assignments.filter(({ partner }) => partner === null || delegations.has(partner));
  const era = {};
  const blocks: Block[] = [];
  for (let from = 0; from < counting.length; from += bitsOfBlock)
    blocks.push(blockOf(era, customer, counting.slice(from, from + bitsOfBlock), delegations));
  return blocks;
}

export const onlyOf = ([first, second]: readonly Block[]): Block => (first === undefined || second !== undefined ? nobody.block : first);

/** Worked out when a person is first asked about, then looked up. Most strangers are told by a bit, and nothing of them is kept. */
export function standingOf(facts: CustomerFacts, actor: ActorFacts): Standing {
  return (facts.sides & actor.side) === 0 ? nobody : (standingIn(facts.standings, actor.number) ?? newStanding(facts, actor));
}

function newStanding({ customer, blocks, standings }: CustomerFacts, actor: ActorFacts): Standing {
  const standing = actor.organization === customer && isAdministrator(actor) ? administrator : assignedStanding(blocks, actor);
  keepStanding(standings, actor.number, standing);
  return standing;
}

function assignedStanding(blocks: readonly Block[], { organization, memberKeys }: ActorFacts): Standing {
  let standing: Standing | undefined;
  for (const block of blocks) {
    const named = memberKeys.reduce((bits, key) => bits | (block.byMember.get(key) ?? 0), 0);
    for (const alike of block.alike)
      if (alike.side === organization && (alike.assignments & named) !== 0)
        standing = sharedStanding(block, alike, alike.assignments & named, standing);
  }
  return standing ?? nobody;
}

function sharedStanding(block: Block, alike: Alike, named: number, next: Standing | undefined): Standing {
  const known = block.standings.get(named) ?? [];
  const shared = known.find((one) => one.next === next);
  if (shared !== undefined) return shared;
  const { gives, givesBeyond, waits, waitsBeyond } = alike;
  const standing: Standing = { named, gives, block, next, waits, givesBeyond, waitsBeyond };
  block.standings.set(named, [...known, standing]);
  return standing;
}

const isAmong = (first: number, beyond: number, permission: number): boolean =>
  ((permission < 32 ? first >>> permission : beyond >>> (permission - 32)) & 1) !== 0;
const isGiven = ({ gives, givesBeyond }: Standing, permission: number): boolean => isAmong(gives, givesBeyond, permission);

/** Whether what is held waits for the customer (D36). */
export const isWaiting = ({ waits, waitsBeyond }: Standing, permission: number): boolean => isAmong(waits, waitsBeyond, permission);

/**
 * Whether it is known at a glance that nothing is held over the room. Most answers are a refusal, and most of those need no more
 * than what is looked at first; where this says nothing, `holdsOver` does.
 */
export function isRefused({ sides, only, standings }: CustomerFacts, { side, number }: ActorFacts, permission: number, room: RoomMatter): boolean {
  return (sides & side) === 0 || (room.block === only && isBarred(standings, number, permission, room.covering ?? 0));
}

/** Whether any assignment gives the permission, over whatever. */
export function holds(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next) if (isGiven(at, permission)) return true;
  return false;
}

/** Whether any gives it over the whole customer; the delegation is not looked at. */
export function holdsWhole(standing: Standing, permission: number): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next)
    if (isGiven(at, permission) && ((at.block.byAtom.get('all') ?? 0) & at.named) !== 0) return true;
  return false;
}

/** Whether any gives it over the room, and the delegation, where there is one, covers the room too (D22, D23). */
export function holdsOver(standing: Standing, permission: number, room: RoomMatter): boolean {
  for (let at: Standing | undefined = standing; at !== undefined; at = at.next)
    if (isGiven(at, permission) && (coveringOf(at.block, room) & at.named) !== 0) return true;
  return false;
}

/** The assignments of a block that cover the room, looked up once; none of a partner whose delegation does not. */
const coveringOf = (block: Block, room: RoomMatter): number => (room.block === block ? (room.covering ?? 0) : furtherCovering(block, room));

function furtherCovering(block: Block, room: RoomMatter): number {
  for (let at = room.further; at !== undefined; at = at.further) if (at.block === block) return at.covering;
  let held = 0;
  let reached = block.own;
  for (const atom of room.atoms) {
    held |= block.byAtom.get(atom) ?? 0;
    reached |= block.delegated.get(atom) ?? 0;
  }
  note(room, block, held & reached);
  return held & reached;
}

/** The latest one noted stands in the room itself; what was noted under former facts is forgotten. */
function note(room: RoomMatter, block: Block, covering: number): void {
  const { block: before, covering: noted = 0, further } = room;
  room.further = before?.era === block.era ? { block: before, covering: noted, further } : undefined;
  room.block = block;
  room.covering = covering;
}

function blockOf(
  era: object,
  customer: OrganizationId,
  assignments: readonly AssignmentFacts[],
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): Block {
  const byMember = new Map<MemberKey, number>();
  const byAtom = new Map<AtomKey, number>();
  const bySide = new Map<OrganizationId, number>();
  const alike = new Map<string, Alike>();
  const add = <K>(to: Map<K, number>, key: K, bits: number): Map<K, number> => to.set(key, (to.get(key) ?? 0) | bits);
  for (const [n, { partner, members, permissions, atoms }] of assignments.entries()) {
    const side = partner ?? customer;
    add(bySide, side, 1 << n);
    for (const member of members) add(byMember, member, 1 << n);
    for (const atom of atoms) add(byAtom, atom, 1 << n);
    const [gives, givesBeyond] = bitsOf(permissions);
    const [waits, waitsBeyond] = bitsOf(partner === null ? [] : (delegations.get(partner)?.manual ?? []));
    const key = `${side} ${gives} ${givesBeyond}`;
    alike.set(key, { side, assignments: (alike.get(key)?.assignments ?? 0) | (1 << n), gives, givesBeyond, waits, waitsBeyond });
  }
  const delegated = new Map<AtomKey, number>();
  for (const { partner, within } of delegations.values()) {
    const bits = bySide.get(partner) ?? 0;
    if (bits !== 0) for (const atom of within) add(delegated, atom, bits);
  }
  return { era, byMember, byAtom, own: bySide.get(customer) ?? 0, delegated, alike: [...alike.values()], standings: new Map() };
}

function bitsOf(permissions: Iterable<PermissionKey>): [first: number, beyond: number] {
  let [first, beyond] = [0, 0];
  for (const permission of permissions) {
    const number = numberOf(permission);
    if (number < 32) first |= 1 << number;
    else beyond |= 1 << (number - 32);
  }
  return [first, beyond];
}
