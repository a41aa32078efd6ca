import type { DirectoryRole, OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import { ActorFacts, type AssignmentFacts, type CustomerFacts, type DelegationFacts, type MemberKey, factsOf } from './facts.ts';

export const customer: OrganizationId = 'org_customer';
export const otherCustomer: OrganizationId = 'org_other';
export const partner: OrganizationId = 'org_partner';

/** A person for tests of rules; only what the test is about is named. */
export const person = (facts: {
  organization: OrganizationId;
  id?: UserId;
  active?: boolean;
  roles?: DirectoryRole[];
  groups?: string[];
  delegatedBy?: OrganizationId[];
}): ActorFacts => {
  const user = facts.id ?? 'usr_ann';
  return new ActorFacts({
    user,
    organization: facts.organization,
    active: facts.active ?? true,
    roles: new Set(facts.roles ?? []),
    delegatedBy: facts.delegatedBy ?? [],
    memberKeys: [`user:${user}`, ...(facts.groups ?? []).map((id): MemberKey => `group:${id}`)],
  });
};

/** The same person as it is read anew, when this has changed. */
export const readAnew = (
  { user, organization, active, roles, memberKeys, delegatedBy }: ActorFacts,
  change: { active?: boolean; organization?: OrganizationId },
): ActorFacts => new ActorFacts({ user, organization, active, roles, memberKeys, delegatedBy, ...change });

export const assignment = (facts: {
  permissions: readonly PermissionKey[];
  members?: MemberKey[];
  atoms: AtomKey[];
  partner?: OrganizationId | null;
  role?: string;
  builtIn?: boolean;
}): AssignmentFacts => ({
  id: `asg_${facts.role ?? 'one'}`,
  partner: facts.partner ?? null,
  role: facts.role ?? 'role_custom',
  permissions: new Set(facts.permissions),
  members: new Set<MemberKey>(facts.members ?? ['user:usr_ann']),
  atoms: new Set(facts.atoms),
  builtIn: facts.builtIn ?? false,
});

export const delegation = (facts: { within: AtomKey[]; manual?: PermissionKey[] }): DelegationFacts => ({
  partner,
  within: new Set(facts.within),
  manual: new Set(facts.manual ?? []),
});

export function customerFacts(
  assignments: readonly AssignmentFacts[],
  delegations: readonly DelegationFacts[] = [],
  at: OrganizationId = customer,
): CustomerFacts {
  return factsOf(at, assignments, delegations);
}
