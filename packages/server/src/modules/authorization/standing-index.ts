import { type OrganizationId, permissionKeys } from '@keyholder/contract';
import type { ActionKey, AtomKey, RoomMatter } from '../../kernel/rights.ts';
import { administratorMay, isAdministrator } from './administrators.ts';
import { type Standings, keepStanding, noStandings, standingIn } from './standings.ts';
import type { ActorFacts, AssignmentFacts, CustomerFacts, DelegationFacts, MemberKey } from './facts.ts';

/**
 * Assignments at a customer, its own people's and those of partners with a delegation, as bits: for which a person is named, which give
 * a permission and which cover a room is a number each, and what the three have in common is what is held. The first assignment is
 * bit 0; there are 31 to a block, and few customers have a second one. The last bit is an assignment over everything, of whoever
 * administers the customer by a directory role at home.
 */
export type Block = {
  /** of those who were asked about */
  standings: Standings;
  /** by twice the number of a permission those that give it, and next to it those of partners with whom it waits for the customer (D36) */
  rights: readonly number[];
  /** one and the same for all blocks of the same facts */
  era: object;
  byMember: ReadonlyMap<MemberKey, number>;
  byAtom: ReadonlyMap<AtomKey, number>;
  /** those of the customer's own people, and of each partner */
  bySide: ReadonlyMap<OrganizationId, number>;
  /** those that no delegation has to cover a room as well */
  own: number;
  /** those of partners whose delegation covers an atom (D23) */
  delegated: ReadonlyMap<AtomKey, number>;
};

/** The blocks of a customer beyond the first, and of those who were asked about the ones that name them: most have none at all. */
export type Further = { blocks: readonly Block[]; naming: WeakMap<ActorFacts, readonly Naming[]> };
type Naming = { block: Block; named: number };

/** How a permission is held over a room; what `waits` is done only when the customer has approved it (D36). */
export type Holding = 'not' | 'waits' | 'at once';

const bitsOfBlock = 31;
const administrator = 1 << bitsOfBlock;
const numbers: ReadonlyMap<string, number> = new Map(permissionKeys.map((key, number) => [key, number]));
export const noPermission = -1;
/** under which it is looked up; `noPermission` for a right that is not one */
export const numberOf = (action: ActionKey): number => numbers.get(action) ?? noPermission;

/** Assignments of a partner without a delegation count for nothing (D43). */
export function blocksOf(
  customer: OrganizationId,
  assignments: readonly AssignmentFacts[],
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>,
): { block: Block; further: Further | undefined } {
  const counting = assignments.filter(({ partner }) => partner === null || delegations.has(partner));
  const era = {};
  const from = (start: number): Block => blockOf(era, customer, counting.slice(start, start + bitsOfBlock), delegations);
  const blocks: Block[] = [];
  for (let start = bitsOfBlock; start < counting.length; start += bitsOfBlock) blocks.push(from(start));
  return { block: from(0), further: blocks.length === 0 ? undefined : { blocks, naming: new WeakMap() } };
}

/** Most who come from elsewhere are told by a bit, and nothing of them is kept. */
export const isStranger = ({ sides }: CustomerFacts, { side }: ActorFacts): boolean => (sides & side) === 0;

/** For what the person is named in the first block: worked out when it is first asked about, then looked up. */
const namedFirst = (facts: CustomerFacts, actor: ActorFacts): number => standingIn(facts.block.standings, actor.number) ?? newStanding(facts, actor);

function newStanding(facts: CustomerFacts, actor: ActorFacts): number {
  const named = isAdministratorAt(facts.customer, actor) ? administrator : namedIn(facts.block, actor);
  keepStanding(facts.block.standings, actor.number, named);
  return named;
}

const isAdministratorAt = (customer: OrganizationId, actor: ActorFacts): boolean => actor.organization === customer && isAdministrator(actor);

const namedIn = ({ byMember, bySide }: Block, { organization, memberKeys }: ActorFacts): number =>
  memberKeys.reduce((bits, key) => bits | (byMember.get(key) ?? 0), 0) & (bySide.get(organization) ?? 0);

/** The further blocks that name the person; none an administrator, of whom the first block says all. */
function furtherOf({ customer, further }: CustomerFacts, actor: ActorFacts): readonly Naming[] {
  const known = further?.naming.get(actor);
  if (further === undefined || known !== undefined) return known ?? [];
  const blocks = isAdministratorAt(customer, actor) ? [] : further.blocks;
  const found = blocks.map((block) => ({ block, named: namedIn(block, actor) })).filter(({ named }) => named !== 0);
  further.naming.set(actor, found);
  return found;
}

const givenBy = ({ rights }: Block, permission: number): number => rights[2 * permission] ?? 0;
const waitingWith = ({ rights }: Block, permission: number): number => rights[2 * permission + 1] ?? 0;

function isAnywhere(facts: CustomerFacts, actor: ActorFacts, is: (block: Block, named: number) => boolean): boolean {
  return is(facts.block, namedFirst(facts, actor)) || furtherOf(facts, actor).some(({ block, named }) => is(block, named));
}

/** Whether what is held waits for the customer (D36). */
export const isWaiting = (facts: CustomerFacts, actor: ActorFacts, permission: number): boolean =>
  isAnywhere(facts, actor, (block, named) => (named & waitingWith(block, permission)) !== 0);

/** Whether any assignment gives the permission, over whatever. */
export const holds = (facts: CustomerFacts, actor: ActorFacts, permission: number): boolean =>
  isAnywhere(facts, actor, (block, named) => (named & givenBy(block, permission)) !== 0);

/** Whether any gives it over the whole customer; the delegation is not looked at. */
export const holdsWhole = (facts: CustomerFacts, actor: ActorFacts, permission: number): boolean =>
  isAnywhere(facts, actor, (block, named) => (named & givenBy(block, permission) & ((block.byAtom.get('all') ?? 0) | administrator)) !== 0);

/**
 * Whether any gives it over the room, and the delegation, where there is one, covers the room too (D22, D23). The three numbers are
 * looked up whatever each of them says, so that memory is waited for once. All that name a person are of one side: where one waits, all do.
 */
export function holdingOver(facts: CustomerFacts, actor: ActorFacts, permission: number, room: RoomMatter): Holding {
  const { block, further } = facts;
  const named = namedFirst(facts, actor);
  if ((named & givenBy(block, permission) & coveringOf(block, room)) !== 0)
    return (named & waitingWith(block, permission)) === 0 ? 'at once' : 'waits';
  return further === undefined ? 'not' : holdingBeyond(facts, actor, permission, room);
}

function holdingBeyond(facts: CustomerFacts, actor: ActorFacts, permission: number, room: RoomMatter): Holding {
  for (const { block, named } of furtherOf(facts, actor)) {
    const given = named & givenBy(block, permission);
    if (given !== 0 && (given & coveringOf(block, room)) !== 0) return (given & waitingWith(block, permission)) === 0 ? 'at once' : 'waits';
  }
  return 'not';
}

/** The assignments of a block that cover the room, looked up once; none of a partner whose delegation does not. */
const coveringOf = (block: Block, room: RoomMatter): number => (room.block === block ? (room.covering ?? 0) : furtherCovering(block, room));

function furtherCovering(block: Block, room: RoomMatter): number {
  for (let at = room.further; at !== undefined; at = at.further) if (at.block === block) return at.covering;
  let held = administrator;
  let reached = block.own | administrator;
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
  const rights = permissionKeys.flatMap((key) => [administratorMay.has(key) ? administrator : 0, 0]);
  const add = <K>(to: Map<K, number>, key: K, bits: number): Map<K, number> => to.set(key, (to.get(key) ?? 0) | bits);
  const addRight = (at: number, bits: number): void => void (rights[at] = (rights[at] ?? 0) | bits);
  for (const [n, { partner, members, permissions, atoms }] of assignments.entries()) {
    add(bySide, partner ?? customer, 1 << n);
    for (const member of members) add(byMember, member, 1 << n);
    for (const atom of atoms) add(byAtom, atom, 1 << n);
    for (const permission of permissions) addRight(2 * numberOf(permission), 1 << n);
  }
  const delegated = new Map<AtomKey, number>();
  for (const { partner, within, manual } of delegations.values()) {
    const bits = bySide.get(partner) ?? 0;
    if (bits !== 0) for (const atom of within) add(delegated, atom, bits);
    for (const permission of manual) addRight(2 * numberOf(permission) + 1, bits);
  }
  return { standings: noStandings(), rights, era, byMember, byAtom, bySide, own: bySide.get(customer) ?? 0, delegated };
}
