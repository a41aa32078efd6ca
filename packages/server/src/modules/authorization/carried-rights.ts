import type { Member, OrganizationId, UserId } from '@keyholder/contract';
import type { Limits } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { holdsAllOf } from './carried-rights.rules.ts';
import { assignmentsCarriedBy } from './carried-rights.store.ts';
import { loadActors, loadCustomers, nobodyThere } from './facts.store.ts';
import { customersDelegatingTo } from './last-primary-admin.store.ts';

/**
 * Of these groups and people of the author's own organization, those that carry rights which the author does not hold: into
 * such a group it puts nobody, and such a person it lets in by no link (D28, A28, A52). For a Global Admin there are none. A
 * narrowed credential gives nothing at customers beyond its limits (A16). Widens the reach to every customer that delegates
 * to the organization.
 *
 * @returns their ids
 */
export async function membersBeyond(
  tx: TenantTx,
  author: { organization: OrganizationId; user: UserId; limits?: Limits | undefined },
  members: readonly Member[],
): Promise<ReadonlySet<string>> {
  const { organization, user, limits } = author;
  const beyond = new Set<string>();
  if (members.length === 0) return beyond;
  const actor = (await loadActors(tx, new Map([[user, organization]]))).get(user) ?? nobodyThere(organization, user);
  const isGlobalAdmin = actor.roles.has('global-admin');
  if (isGlobalAdmin && limits?.customers === undefined) return beyond;
  const customers = await customersDelegatingTo(tx, organization);
  await addToReach(tx, customers);
  const carried = await assignmentsCarriedBy(tx, organization, customers, members);
  const facts = await loadCustomers(tx, [...new Set(carried.map(({ customer }) => customer))]);
  for (const { member, customer, assignment } of carried) {
    if (limits?.customers?.includes(customer) === false) beyond.add(member);
    if (isGlobalAdmin) continue;
    const at = facts.get(customer);
    const one = at && [...at.byMember.values()].flat().find(({ id }) => id === assignment);
    if (at !== undefined && one !== undefined && !holdsAllOf(at, actor, one)) beyond.add(member);
  }
  return beyond;
}
