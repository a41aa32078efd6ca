import type { AllowedAction, ErrorCode } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { AssignmentRow } from './assignments.store.ts';
import { type Given, type Objection, isAssignable, objectionTo } from './roles.rules.ts';
import type { RoleRow } from './roles.store.ts';
import type { Standing } from './standing.ts';

export type Refused = Objection | { code: 'forbidden' };
const forbidden: Refused = { code: 'forbidden' };

/**
 * Why somebody may not touch what exists: it gives more than they have (A55). Administrators of the customer take back
 * whatever there is, and the customer's other people what lies in the reach of their own `roles.modify` (D30).
 */
function above({ author, own, atomsOf }: Standing, { permissions, atoms }: Given): Objection | undefined {
  if (author.administrates) return undefined;
  return objectionTo(author, { permissions: own ? permissions : [], atoms }, atomsOf);
}

/** The partner's roles are made and changed by the partner, the customer's by the customer; nobody changes a built-in one (D27, D68). */
export const againstChangingRole = (standing: Standing, role: RoleRow, atoms: readonly AtomKey[]): Refused | undefined =>
  !standing.own || role.builtIn ? forbidden : above(standing, { permissions: role.permissions, atoms });

export const againstDeletingRole = (standing: Standing, role: RoleRow, atoms: readonly AtomKey[]): Refused | undefined =>
  role.builtIn ? forbidden : above(standing, { permissions: role.permissions, atoms });

export const againstAssigning = (standing: Standing, role: RoleRow): Refused | undefined =>
  standing.own && isAssignable(role.id) ? objectionTo(standing.author, { permissions: role.permissions, atoms: [] }, standing.atomsOf) : forbidden;

export type Part = 'members' | 'scope' | 'label';

/**
 * Of Assigned admins the partner's Primary Admins change the members and nothing else, the customer's administrators the scope and nothing
 * else; nobody its name or its e-mail (D24, D25, D68, D69). Every other assignment is changed by its own side.
 */
export function againstChanging(standing: Standing, row: AssignmentRow, role: RoleRow, part: Part): Refused | undefined {
  const existing: Given = { permissions: role.permissions, atoms: row.atoms };
  if (!row.builtIn) return standing.own ? above(standing, existing) : forbidden;
  if (part === 'members' && standing.own) return standing.isPrimaryAdmin ? above(standing, existing) : { code: 'exceeds_own_rights' };
  return part === 'scope' && standing.author.administrates ? undefined : forbidden;
}

export const againstUnassigning = (standing: Standing, row: AssignmentRow, role: RoleRow): Refused | undefined =>
  row.builtIn ? forbidden : above(standing, { permissions: role.permissions, atoms: row.atoms });

/** As the API says it: what the call would be answered, before the body is known (A63). */
function offer({ decision }: Standing, action: string, refused: Refused | undefined): AllowedAction {
  const reason: ErrorCode | undefined = decision.outcome === 'deny' ? decision.code : refused?.code;
  if (reason !== undefined) return { action, allowed: false, reason };
  return decision.outcome === 'needs_approval' ? { action, allowed: true, needsApproval: true } : { action, allowed: true };
}

export const listOffers = (standing: Standing): AllowedAction[] => [offer(standing, 'roles.create', standing.own ? undefined : forbidden)];

export const roleOffers = (standing: Standing, role: RoleRow, atoms: readonly AtomKey[]): AllowedAction[] => [
  offer(standing, 'roles.update', againstChangingRole(standing, role, atoms)),
  offer(standing, 'roles.delete', againstDeletingRole(standing, role, atoms)),
  offer(standing, 'assignments.create', againstAssigning(standing, role)),
];

/** The scope of Assigned admins is the customer's own act: it waits for nobody (D24). */
export const assignmentOffers = (standing: Standing, row: AssignmentRow, role: RoleRow): AllowedAction[] => [
  offer(standing, 'assignments.update', againstChanging(standing, row, role, 'label')),
  offer(standing, 'assignments.update_members', againstChanging(standing, row, role, 'members')),
  offer(standing, 'assignments.update_scope', againstChanging(standing, row, role, 'scope')),
  offer(standing, 'assignments.delete', againstUnassigning(standing, row, role)),
];
