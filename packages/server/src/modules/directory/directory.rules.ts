import type { AllowedAction, DirectoryRole, ErrorCode, TenantManagersBy } from '@keyholder/contract';
import type { Decision } from '../../kernel/rights.ts';

type Roles = readonly DirectoryRole[];

/** Nobody acts on somebody stronger: the account of a Global Admin or an operator is for Global Admins (D28, A28). */
export const objectionToChange = (author: Roles, person: Roles): 'exceeds_own_rights' | undefined =>
  person.some((role) => role === 'global-admin' || role === 'operator') && !author.includes('global-admin') ? 'exceeds_own_rights' : undefined;

/**
 * Whoever makes an activation link could use it, so nobody makes one for somebody who may do more (D28, A28): only who holds the
 * person's directory roles, or is Global Admin, and what its groups and assignments give. That a Tenant Manager is one counts for
 * nothing: whoever changes the directory may name one. Neither for somebody who can sign in already or must not.
 *
 * @param carriesMore whether groups or assignments give the person what the author does not hold
 */
export function objectionToLink(
  author: Roles,
  { roles, active, activated }: { roles: Roles; active: boolean; activated: boolean },
  carriesMore: boolean,
): 'already_activated' | 'user_disabled' | 'exceeds_own_rights' | undefined {
  if (activated) return 'already_activated';
  if (!active) return 'user_disabled';
  const holds = (role: DirectoryRole): boolean => author.includes(role) || (role !== 'operator' && author.includes('global-admin'));
  const isWithin = roles.every((role) => role === 'tenant-manager' || holds(role)) && objectionToChange(author, roles) === undefined;
  return carriesMore || !isWithin ? 'exceeds_own_rights' : undefined;
}

export type RolesChange = {
  before: Roles;
  after: Roles;
  /** whether the organization runs the platform */
  operator: boolean;
  /** other active people who are Global Admin */
  otherGlobalAdmins: number;
};

/**
 * Directory roles are given and taken by Global Admins; `operator` only by somebody who is one, where the platform is run;
 * the last Global Admin stays, because nobody could make another (D28, D67).
 */
export function objectionToRoles(
  author: Roles,
  { before, after, operator, otherGlobalAdmins }: RolesChange,
): 'requires_global_admin' | 'exceeds_own_rights' | 'last_global_admin' | undefined {
  if (!author.includes('global-admin')) return 'requires_global_admin';
  const makesOperator = after.includes('operator') && !before.includes('operator');
  if (makesOperator && !(operator && author.includes('operator'))) return 'exceeds_own_rights';
  const endsGlobalAdmin = before.includes('global-admin') && !after.includes('global-admin');
  return endsGlobalAdmin && otherGlobalAdmins === 0 ? 'last_global_admin' : undefined;
}

/** D19: Managed Service Administrators name Tenant Managers, and Global Admins where the setting leaves it to them. */
export const mayNameTenantManagers = (author: Roles, by: TenantManagersBy): boolean =>
  author.includes('managed-service-admin') || (by === 'administrators' && author.includes('global-admin'));

/** What the reader may do: what was decided about the directory as a whole, and what a rule has against this act. */
export function allowed(action: string, decision: Decision, objection: ErrorCode | undefined): AllowedAction {
  const reason = decision.outcome === 'deny' ? decision.code : objection;
  return reason === undefined ? { action, allowed: true } : { action, allowed: false, reason };
}
