import type { Member, OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Standing } from './last-primary-admin.rules.ts';

export type StandingDelegation = Standing & { id: string; customer: OrganizationId };

/**
 * The active delegations of these customers to the partner, by customer, and whether a Primary Admin is in effect: an active
 * person behind a member of Assigned admins, through nested groups. People are looked for and never listed: the cost follows
 * the number of groups, not of people, and a cycle ends. A customer outside the reach seems to have none.
 */
export async function readStandings(tx: TenantTx, partner: OrganizationId, customers: readonly OrganizationId[]): Promise<StandingDelegation[]> {
  if (customers.length === 0) return [];
  const { rows } = await sql<StandingDelegation>`
    with recursive named(customer, type, id) as materialized (
      select a.organization_id, m.member_type, m.member_id
      from assignments a join assignment_members m on m.organization_id = a.organization_id and m.assignment_id = a.id
      where a.organization_id = any(${[...customers]}::text[]) and a.partner_id = ${partner} and a.built_in
    ), below(root, id) as (
      select distinct id, id from named where type = 'group'
      union
      select b.root, m.member_id from below b join group_members m on m.group_id = b.id
        where m.organization_id = ${partner} and m.member_type = 'group'
    ), peopled(id) as materialized (
      select r.id from (select distinct root as id from below) r where exists (
        select from below b
          join group_members m on m.organization_id = ${partner} and m.group_id = b.id and m.member_type = 'user'
          join users u on u.organization_id = ${partner} and u.id = m.member_id
        where b.root = r.id and u.active)
    )
    select d.id, d.organization_id as customer, d.unattended, exists (
      select from named n where n.customer = d.organization_id and (
        (n.type = 'user' and exists (select from users u where u.organization_id = ${partner} and u.id = n.id and u.active))
        or (n.type = 'group' and n.id in (select id from peopled)))) as "inEffect"
    from delegations d
    where d.organization_id = any(${[...customers]}::text[]) and d.partner_id = ${partner} and d.state = 'active'
    order by d.organization_id`.execute(tx);
  return rows;
}

/** Notes whether a delegation is unattended; the version counts it, because both sides see it. */
export async function noteUnattended(tx: TenantTx, { customer, id }: StandingDelegation, unattended: boolean): Promise<void> {
  await sql`
    update delegations set unattended = ${unattended}, version = version + 1
    where organization_id = ${customer} and id = ${id} and unattended <> ${unattended}`.execute(tx);
}

/** The customers that delegate to this organization now, in id order: also those outside the reach. */
export async function customersDelegatingTo(tx: TenantTx, partner: OrganizationId): Promise<OrganizationId[]> {
  const { rows } = await sql<{ customer: OrganizationId }>`
    select organization_id as customer from delegations where partner_id = ${partner} and state = 'active' order by organization_id`.execute(tx);
  return rows.map(({ customer }) => customer);
}

/** Of these customers, those where some assignment of the partner names the member itself or a group it is in, by any way. */
export async function customersNaming(
  tx: TenantTx,
  partner: OrganizationId,
  customers: readonly OrganizationId[],
  member: Member,
): Promise<OrganizationId[]> {
  if (customers.length === 0) return [];
  const { rows } = await sql<{ customer: OrganizationId }>`
    with recursive up(type, id) as (
      select ${member.type}::text, ${member.id}::text
      union
      select 'group', m.group_id from up join group_members m on m.member_type = up.type and m.member_id = up.id where m.organization_id = ${partner}
    )
    select distinct a.organization_id as customer
    from up join assignment_members n on n.member_type = up.type and n.member_id = up.id
      join assignments a on a.organization_id = n.organization_id and a.id = n.assignment_id
    where n.organization_id = any(${[...customers]}::text[]) and a.partner_id = ${partner} order by customer`.execute(tx);
  return rows.map(({ customer }) => customer);
}
