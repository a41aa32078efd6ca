import type { DirectoryRole, OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import { type Block, type Further, blocksOf } from './standing-index.ts';

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
  /** what is granted in the form in which decisions look it up, and what followed from it about people: facts are never changed */
  block: Block;
  /** the bits of the customer and of its partners: most who come from elsewhere are told by these alone */
  sides: number;
  /** what does not fit into the one block */
  further: Further | undefined;
  customer: OrganizationId;
  byMember: ReadonlyMap<MemberKey, readonly AssignmentFacts[]>;
  delegations: ReadonlyMap<OrganizationId, DelegationFacts>;
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
  const sides = [customer, ...delegations.keys()].reduce((bits, side) => bits | bitOf(side), 0);
  const { block, further } = blocksOf(customer, assignments, delegations);
  return { block, sides, further, customer, byMember, delegations };
}

/** One of 32, always the same one of an organization. */
function bitOf(organization: OrganizationId): number {
  let sum = 0;
  for (let n = 0; n < organization.length; n += 1) sum = (sum * 31 + organization.charCodeAt(n)) | 0;
  return 1 << sum;
}

/** What is known of one person. */
type Person = {
  user: UserId;
  organization: OrganizationId;
  active: boolean;
  roles: ReadonlySet<DirectoryRole>;
  /** the person and every group it is in, through nested groups */
  memberKeys: readonly MemberKey[];
  /** customers with an active delegation to the person's organization */
  delegatedBy: readonly OrganizationId[];
};

/**
 * All that decides about one person, at one epoch of its organization. No two of them ever have the same number, not even of the
 * same person: what is noted under it is of this one alone. A class, so that a copy of one with other facts does not compile.
 */
export class ActorFacts implements Person {
  static #last = 0;
  readonly #number: number;
  readonly #side: number;
  readonly active: boolean;
  readonly organization: OrganizationId;
  readonly memberKeys: readonly MemberKey[];
  readonly roles: ReadonlySet<DirectoryRole>;
  readonly user: UserId;
  readonly delegatedBy: readonly OrganizationId[];

  constructor({ user, organization, active, roles, memberKeys, delegatedBy }: Person) {
    ActorFacts.#last += 1;
    this.#number = ActorFacts.#last;
    this.#side = bitOf(organization);
    this.active = active;
    this.organization = organization;
    this.memberKeys = memberKeys;
    this.roles = roles;
    this.user = user;
    this.delegatedBy = delegatedBy;
  }

  /** under which its standings are kept */
  get number(): number {
    return this.#number;
  }

  /** the bit of the organization, as in the `sides` of a customer */
  get side(): number {
    return this.#side;
  }
}

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
