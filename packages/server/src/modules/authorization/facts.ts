import type { DirectoryRole, OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import { type Block, type Standing, sidesOf } from './standing-index.ts';

/** `user:usr_…` or `group:grp_…`: how an assignment names a member. */
export type MemberKey = `user:${string}` | `group:${string}`;

/** A role in effect over a scope, for its members. `partner` is null for the customer's own people. */
export type AssignmentFacts = {
  id: string;
  partner: OrganizationId | null;
  role: string;
  permissions: ReadonlySet<PermissionKey>;
  members: ReadonlySet<MemberKey>;
  atoms: ReadonlySet<AtomKey>;
  builtIn: boolean;
};

/** A delegation in effect: the scope of its Assigned admins cuts every other one (D23); `manual` events wait (D36). */
export type DelegationFacts = { partner: OrganizationId; within: ReadonlySet<AtomKey>; manual: ReadonlySet<PermissionKey> };

/** All that decides at one customer, at one epoch. */
export type CustomerFacts = {
  customer: OrganizationId;
  byMember: ReadonlyMap<MemberKey, readonly AssignmentFacts[]>;
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>;
  /** the same in the form in which decisions look it up */
  sides: ReadonlyMap<OrganizationId, readonly Block[]>;
  /** of people of these sides who were asked about: facts are never changed, so what follows from two of them stays true */
  standings: WeakMap<ActorFacts, Standing>;
};

/** The facts of a customer: these assignments and delegations in effect, and nothing else. */
export function factsOf(customer: OrganizationId, assignments: readonly AssignmentFacts[], inEffect: readonly DelegationFacts[]): CustomerFacts {
  const byMember = new Map<MemberKey, AssignmentFacts[]>();
  for (const assignment of assignments) {
    for (const member of assignment.members) {
      const held = byMember.get(member);
      if (held === undefined) byMember.set(member, [assignment]);
      else held.push(assignment);
    }
  }
  const delegations = new Map(inEffect.map((one) => [one.partner, one]));
  return { customer, byMember, delegations, sides: sidesOf(customer, assignments, delegations), standings: new WeakMap() };
}

/** All that decides about one person, at one epoch of its organization. */
export type ActorFacts = {
  user: UserId;
  organization: OrganizationId;
  active: boolean;
  roles: ReadonlySet<DirectoryRole>;
  /** the person and every group it is in, through nested groups */
  memberKeys: readonly MemberKey[];
  /** customers with an active delegation to the person's organization */
  delegatedBy: readonly OrganizationId[];
};

/** The assignments that name this person, directly or through a group. */
export function assignmentsOf(facts: CustomerFacts, actor: ActorFacts): readonly AssignmentFacts[] {
  const side = actor.organization === facts.customer ? null : actor.organization;
  if (side !== null && !facts.delegations.has(side)) return [];
  const found = new Set<AssignmentFacts>();
  for (const key of actor.memberKeys) for (const assignment of facts.byMember.get(key) ?? []) if (assignment.partner === side) found.add(assignment);
  return [...found];
}

/** Every assignment of a customer that names anybody, once. */
export const assignmentsAt = (facts: CustomerFacts): readonly AssignmentFacts[] => [...new Set([...facts.byMember.values()].flat())];
