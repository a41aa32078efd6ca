import type { Member, OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type Carried = { member: string; customer: OrganizationId; assignment: string };

/**
 * What each of these groups of an organization gives to whoever is in it, and what each of these people holds: the assignments
 * that name it or a group it is in, by any way, at home and at the customers in the reach.
 */
export async function assignmentsCarriedBy(
  tx: TenantTx,
  organization: OrganizationId,
  customers: readonly OrganizationId[],
  members: readonly Member[],
): Promise<Carried[]> {
  const { rows } = await sql<Carried>`
    with recursive up(root, type, id) as (
      select id, type, id from unnest(${members.map(({ type }) => type)}::text[], ${members.map(({ id }) => id)}::text[]) as named(type, id)
      union
      select up.root, 'group', m.group_id from up join group_members m on m.member_type = up.type and m.member_id = up.id
      where m.organization_id = ${organization}
    )
    select distinct up.root as member, a.organization_id as customer, a.id as assignment
    from up join assignment_members n on n.member_type = up.type and n.member_id = up.id
      join assignments a on a.organization_id = n.organization_id and a.id = n.assignment_id
    where n.organization_id = any(${[organization, ...customers]}::text[])
      and (a.partner_id = ${organization} or (a.partner_id is null and a.organization_id = ${organization}))`.execute(tx);
  return rows;
}

/** No assignment of the organization's own people, at home or at these customers, names the group any more. */
export async function forgetGroup(tx: TenantTx, organization: OrganizationId, customers: readonly OrganizationId[], group: string): Promise<void> {
  await sql`
    delete from assignment_members n using assignments a
    where n.organization_id = any(${[organization, ...customers]}::text[]) and n.member_type = 'group' and n.member_id = ${group}
      and a.organization_id = n.organization_id and a.id = n.assignment_id
      and (a.partner_id = ${organization} or (a.partner_id is null and a.organization_id = ${organization}))`.execute(tx);
}
