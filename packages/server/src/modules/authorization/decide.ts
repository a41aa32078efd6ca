import { type DirectoryRole, type PermissionKey, isPermissionKey } from '@keyholder/contract';
import type { ActionKey, AtomKey, Decision, HomeRight, Matter, RoomMatter } from '../../kernel/rights.ts';
import { administratorMay, administrators, isAdministrator } from './administrators.ts';
import { type ActorFacts, type AssignmentFacts, type CustomerFacts, assignmentsOf } from './facts.ts';
import { holdingOver, holds, holdsWhole, isStranger, isWaiting, noPermission, numberOf } from './standing-index.ts';

const allow: Decision = { outcome: 'allow' };
const deny: Decision = { outcome: 'deny', code: 'forbidden' };
/** held, but not over all of the rooms (D34, Table 1) */
const beyond: Decision = { outcome: 'deny', code: 'exceeds_scope' };

/** Who holds a right at home by a directory role alone (D13, D19, D66). */
const homeRights: Readonly<Record<HomeRight, readonly DirectoryRole[] | 'everybody' | 'assigned'>> = {
  'invitations.answer': ['global-admin', 'managed-service-admin', 'tenant-manager'],
  'delegation.view': ['global-admin', 'managed-service-admin', 'tenant-manager'],
  'delegation.leave': 'assigned',
  'primary_admins.add': ['tenant-manager'],
  'directory.view': 'everybody',
  'directory.modify': administrators,
  'platform.operate': ['operator'],
};

/**
 * The one place that says who may do what, where. Pure: everything it knows stands in its arguments.
 *
 * At home a Global Admin and a Managed Service Administrator may do all of that column; everybody else holds what their
 * assignments give, over the atoms of those assignments. A partner's person holds what the partner's assignments at this
 * customer give, over their atoms cut by the delegated scope (D22, D23, D29); an event under `manual` needs approval (D36).
 */
export function decide(facts: CustomerFacts, actor: ActorFacts, action: ActionKey, asked: Matter): Decision {
  const matter = asked.kind === 'rooms' ? matterOfAction(action, asked) : asked;
  if (!actor.active) return deny;
  const permission = numberOf(action);
  if (isHomeRight(action, permission)) return decideHomeRight(facts, actor, action, matter);
  if (isStranger(facts, actor)) return deny;
  if (matter.kind === 'room') return decideRoom(facts, actor, action, permission, matter);
  const refused = refusalOf(facts, actor, action, permission, matter);
  if (refused !== undefined) return refused;
  return isWaiting(facts, actor, permission) ? { outcome: 'needs_approval', event: action } : allow;
}

/** One look-up tells both: what has no number is no permission. */
const isHomeRight = (_action: ActionKey, permission: number): _action is HomeRight => permission === noPermission;

/** Rings span partners (D34): whoever sees rings of a customer at all sees every one. What they hold is cut, not they. */
export const matterOfAction = (action: ActionKey, matter: Matter): Matter =>
  action === 'rings.view' && matter.kind === 'rooms' ? { customer: matter.customer, kind: 'organization' } : matter;

/** Whether the actor holds the action over anything at all there: asked before any object is looked up. */
export function holdsAnywhere(facts: CustomerFacts, actor: ActorFacts, action: ActionKey): boolean {
  if (!actor.active) return false;
  if (!isPermissionKey(action)) return decideHomeRight(facts, actor, action, { customer: facts.customer, kind: 'organization' }).outcome !== 'deny';
  if (actor.organization === facts.customer && isAdministrator(actor)) return administratorMay.has(action);
  return assignmentsOf(facts, actor).some(({ permissions }) => permissions.has(action));
}

function decideHomeRight(facts: CustomerFacts, actor: ActorFacts, action: HomeRight, matter: Matter): Decision {
  const holders = homeRights[action];
  if (action === 'delegation.view' || action === 'delegation.leave') {
    if (matter.customer === actor.organization)
      return action === 'delegation.view' && (hasRole(actor, holders) || actor.delegatedBy.length > 0) ? allow : deny;
    const held = assignmentsOf(facts, actor);
    if (action === 'delegation.leave') return held.some(isPrimaryAdmin) ? allow : deny;
    return held.length > 0 || hasRole(actor, holders) ? allow : deny;
  }
  if (action === 'primary_admins.add') {
    const delegation = facts.delegations.get(actor.organization);
    if (delegation === undefined || !(hasRole(actor, holders) || assignmentsOf(facts, actor).some(isPrimaryAdmin))) return deny;
    return delegation.manual.has('roles.modify') ? { outcome: 'needs_approval', event: 'roles.modify' } : allow; // D05
  }
  if (matter.customer !== actor.organization) return deny;
  return holders === 'everybody' || hasRole(actor, holders) ? allow : deny;
}

export const isPrimaryAdmin = (assignment: AssignmentFacts): boolean => assignment.role === 'primary-admin';
const hasRole = (actor: ActorFacts, holders: readonly DirectoryRole[] | string): boolean =>
  typeof holders !== 'string' && holders.some((role) => actor.roles.has(role));

function decideRoom(facts: CustomerFacts, actor: ActorFacts, action: PermissionKey, permission: number, room: RoomMatter): Decision {
  const holding = holdingOver(facts, actor, permission, room);
  if (holding === 'not') return deny;
  return holding === 'waits' ? { outcome: 'needs_approval', event: action } : allow;
}

/**
 * Something made of rooms: to see it any of them is in scope (D35; people of the customer also see what has none yet), to do anything
 * else all of them are (Table 1, D34). Settings: only whole scope. Else that the permission is held at all; the use case bounds the
 * new object.
 */
function refusalOf(
  facts: CustomerFacts,
  actor: ActorFacts,
  action: PermissionKey,
  permission: number,
  matter: Exclude<Matter, RoomMatter>,
): Decision | undefined {
  if (!holds(facts, actor, permission)) return deny;
  const atHome = actor.organization === matter.customer;
  if (matter.kind === 'organization') {
    const isOfAnother = matter.partner !== undefined && matter.partner !== actor.organization;
    return (isOfAnother && !atHome) || (action.startsWith('settings.') && !holdsWhole(facts, actor, permission)) ? deny : undefined;
  }
  const isHeld = (atoms: readonly AtomKey[]): boolean =>
    holdingOver(facts, actor, permission, { customer: matter.customer, kind: 'room', atoms }) !== 'not';
  const reaches = action.endsWith('.view') ? (atHome && matter.rooms.length === 0) || matter.rooms.some(isHeld) : matter.rooms.every(isHeld);
  return reaches ? undefined : beyond;
}

export function meets(scope: ReadonlySet<AtomKey>, atoms: readonly AtomKey[]): boolean {
  for (const atom of atoms) if (scope.has(atom)) return true;
  return false;
}
