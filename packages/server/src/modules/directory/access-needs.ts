import type { Member, OrganizationId, UserId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { Result } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

type Concerned = { partner: OrganizationId; customers: readonly OrganizationId[] };

/** What acts in the directory mean for access: sessions, assignments and delegations belong to later modules, so it is handed in. */
export type AccessNeeds = {
  /** ends whatever lets a person in, and the links that it handed out, in the transaction that disables it */
  shutOut: (tx: TenantTx, organization: OrganizationId, user: UserId) => Promise<void>;
  /** the customers whose delegation an act upon this member can touch; the act's locks hold them (D21) */
  customersConcerned: (tx: TenantTx, organization: OrganizationId, member: Member) => Promise<OrganizationId[]>;
  /** refuses what leaves a delegation without a Primary Admin in effect (D21) */
  keepPrimaryAdmins: (tx: TenantTx, call: Call, concerned: Concerned) => Promise<Result<undefined, 'last_primary_admin'>>;
  /** flags what deprovisioning leaves without one (D21) */
  noteDeprovisioning: (tx: TenantTx, call: Call, concerned: Concerned) => Promise<void>;
  /** of these groups and people, those that carry rights which the author does not hold (D28); by id */
  membersBeyond: (tx: TenantTx, author: Pick<Person, 'organization' | 'user' | 'limits'>, members: readonly Member[]) => Promise<ReadonlySet<string>>;
  /** takes an ended group out of every assignment that names it */
  forgetGroup: (tx: TenantTx, organization: OrganizationId, customers: readonly OrganizationId[], group: string) => Promise<void>;
};
