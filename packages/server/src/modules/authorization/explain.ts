import { type DirectoryRole, type OrganizationId, type PermissionKey, type gapKinds, permissionsOf } from '@keyholder/contract';
import type { AtomKey, Decision, Matter } from '../../kernel/rights.ts';
import { administrators } from './administrators.ts';
import { decide, matterOfAction, meets } from './decide.ts';
import { type ActorFacts, type AssignmentFacts, type CustomerFacts, type MemberKey, assignmentsOf } from './facts.ts';
import { touchesRooms } from './room-permissions.ts';

/** One way by which it is held. `member`: which member of the assignment the person is, directly or through groups. */
export type HeldBy =
  | { by: 'directory'; role: DirectoryRole }
  | {
      by: 'assignment';
      assignment: AssignmentFacts;
      member: MemberKey;
      /** those atoms of the scope that hold the object */
      atoms: readonly AtomKey[];
      delegation?: { partner: OrganizationId; atoms: readonly AtomKey[] };
    };
export type Gap = { kind: (typeof gapKinds)[number]; permission?: PermissionKey; partner?: OrganizationId };
/** A way that is not open, and all it lacks, in the order in which `decide` would meet it. */
export type Missed = { role?: DirectoryRole; assignment?: AssignmentFacts; member?: MemberKey; missing: readonly Gap[] };
export type Explained = { decision: Decision; paths: readonly HeldBy[]; nearest: readonly Missed[] };

const mostMissed = 20;
const partnersMay = new Set<PermissionKey>(permissionsOf('primary-admin'));

/**
 * Why `decide` answers as it does (D48): every way by which the action is held, or, where it is denied, the ways that lack
 * least. Asks the same conditions as `decide` of the same facts; that the two never disagree is shown over random facts.
 * Filling all gaps of the nearest way opens it, or reveals the next one.
 */
export function explain(facts: CustomerFacts, actor: ActorFacts, action: PermissionKey, asked: Matter): Explained {
  const matter = matterOfAction(action, asked);
  const decision = decide(facts, actor, action, matter);
  if (decision.outcome === 'deny') return { decision, paths: [], nearest: nearestTo(facts, actor, action, matter) };
  return { decision, paths: pathsOf(facts, actor, action, matter), nearest: [] };
}

function pathsOf(facts: CustomerFacts, actor: ActorFacts, action: PermissionKey, matter: Matter): HeldBy[] {
  const isWhole = ({ atoms }: AssignmentFacts): boolean => roomsOf(matter) !== undefined || !needsWholeScope(action) || atoms.has('all');
  return pathsWhere(facts, actor, matter, (assignment) => assignment.permissions.has(action) && isWhole(assignment));
}

/** Ways by assignments that count and hold the matter, or a room of it; an administrator holds by its directory role alone. */
function pathsWhere(facts: CustomerFacts, actor: ActorFacts, matter: Matter, counts: (assignment: AssignmentFacts) => boolean): HeldBy[] {
  const role = administratorAt(facts, actor);
  if (role !== undefined) return [{ by: 'directory', role }];
  const delegation = facts.delegations.get(actor.organization);
  const rooms = roomsOf(matter);
  const isDelegated = (room: readonly AtomKey[]): boolean => delegation === undefined || meets(delegation.within, room);
  return assignmentsOf(facts, actor)
    .filter(counts)
    .map((assignment) => ({ assignment, reached: rooms?.filter((room) => meets(assignment.atoms, room) && isDelegated(room)) }))
    .filter(({ reached }) => rooms === undefined || rooms.length === 0 || (reached !== undefined && reached.length > 0))
    .flatMap(({ assignment, reached = [] }) =>
      membersOf(assignment, actor).map((member) => ({
        by: 'assignment' as const,
        assignment,
        member,
        atoms: held(assignment.atoms, reached),
        ...(assignment.partner === null || delegation === undefined
          ? {}
          : { delegation: { partner: assignment.partner, atoms: held(delegation.within, reached) } }),
      })),
    );
}

function nearestTo(facts: CustomerFacts, actor: ActorFacts, action: PermissionKey, matter: Matter): Missed[] {
  if (!actor.active) return [{ missing: [{ kind: 'disabled' }] }];
  const role = administratorAt(facts, actor);
  if (role !== undefined) return [{ role, missing: [{ kind: 'role_excludes', permission: action }] }];
  const abroad = actor.organization !== facts.customer;
  const delegation = facts.delegations.get(actor.organization);
  if (abroad && (delegation === undefined || isOfAnother(matter, actor)))
    return [{ missing: [{ kind: 'no_delegation', partner: actor.organization }] }];
  const assigned = assignmentsOf(facts, actor);
  const ways = assigned.map((assignment): Missed => {
    const [member] = membersOf(assignment, actor);
    const beside = assigned.filter((one) => one === assignment || one.permissions.has(action));
    return { assignment, ...(member === undefined ? {} : { member }), missing: gapsOf(assignment, beside, delegation?.within, action, matter) };
  });
  if (ways.length === 0) return [{ missing: [{ kind: 'no_assignment' }] }];
  return ways.sort((one, other) => one.missing.length - other.missing.length || rankOf(one) - rankOf(other)).slice(0, mostMissed);
}

/** @param beside the assignments that hold the action, and this one: what is made of rooms may lie in several scopes together */
function gapsOf(
  assignment: AssignmentFacts,
  beside: readonly AssignmentFacts[],
  within: ReadonlySet<AtomKey> | undefined,
  action: PermissionKey,
  matter: Matter,
): Gap[] {
  const gaps: Gap[] = [];
  const { partner } = assignment;
  if (!assignment.permissions.has(action))
    gaps.push({ kind: partner !== null && !partnersMay.has(action) ? 'not_for_partners' : 'lacks_permission', permission: action });
  const rooms = roomsOf(matter);
  if (rooms === undefined) {
    if (needsWholeScope(action) && !beside.some(({ atoms }) => atoms.has('all'))) gaps.push({ kind: 'needs_whole_scope', permission: action });
    return gaps;
  }
  const isView = action.endsWith('.view');
  if (rooms.length === 0) return partner !== null && isView ? [...gaps, { kind: 'holds_no_room' }] : gaps;
  const inScope = rooms.filter((room) => beside.some(({ atoms }) => meets(atoms, room)));
  const isOutside = isView ? inScope.length === 0 : inScope.length < rooms.length;
  if (isOutside) gaps.push({ kind: 'outside_assignment' });
  if (partner === null || within === undefined) return gaps;
  const delegated = (those: readonly (readonly AtomKey[])[]): number => those.filter((room) => meets(within, room)).length;
  if (isView ? delegated(isOutside ? rooms : inScope) === 0 : delegated(rooms) < rooms.length) gaps.push({ kind: 'outside_delegation', partner });
  return gaps;
}

/** Of two ways that lack as much, the one whose gap is the easier to fill comes first: a scope before a role, a role before a delegation. */
const easiest: readonly Gap['kind'][] = [
  'outside_assignment',
  'needs_whole_scope',
  'lacks_permission',
  'outside_delegation',
  'holds_no_room',
  'not_for_partners',
];
const rankOf = ({ missing }: Missed): number => Math.max(...missing.map(({ kind }) => easiest.indexOf(kind)));

/** The directory role by which an administrator holds its column at home. */
export function administratorAt(facts: CustomerFacts, actor: ActorFacts): DirectoryRole | undefined {
  return actor.organization === facts.customer ? administrators.find((role) => actor.roles.has(role)) : undefined;
}

/** As which of the assignment's members the person holds it: itself first, then its groups. */
const membersOf = ({ members }: AssignmentFacts, { memberKeys }: ActorFacts): MemberKey[] => memberKeys.filter((key) => members.has(key));

const isOfAnother = (matter: Matter, { organization }: ActorFacts): boolean =>
  matter.kind === 'organization' && matter.partner !== undefined && matter.partner !== organization;

/** The rooms that decide: one, or each of what is made of rooms; undefined where it is the organization as a whole. */
function roomsOf(matter: Matter): readonly (readonly AtomKey[])[] | undefined {
  if (matter.kind === 'organization') return undefined;
  return matter.kind === 'room' ? [matter.atoms] : matter.rooms;
}
const needsWholeScope = (action: PermissionKey): boolean => action.startsWith('settings.');
const held = (scope: ReadonlySet<AtomKey>, rooms: readonly (readonly AtomKey[])[]): AtomKey[] => [
  ...new Set(rooms.flatMap((room) => room.filter((atom) => scope.has(atom)))),
];

/** Every way by which a person holds anything over a room. */
export function waysTo(facts: CustomerFacts, actor: ActorFacts, matter: Extract<Matter, { kind: 'room' }>): HeldBy[] {
  return actor.active ? pathsWhere(facts, actor, matter, ({ permissions }) => touchesRooms(permissions)) : [];
}
