import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The active people of an organization who hold a directory role, by id; Tenant Managers also through nested groups (D12, D19). */
export async function activePeopleWithRole(tx: TenantTx, organization: OrganizationId, role: DirectoryRole): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    with recursive named(type, id) as (
      select 'user', user_id from user_roles where organization_id = ${organization} and role = ${role}
      union all
      select member_type, member_id from tenant_managers where organization_id = ${organization} and ${role} = 'tenant-manager'
    ), down(type, id) as (
      select type, id from named
      union
      select m.member_type, m.member_id from down d join group_members m on m.group_id = d.id where d.type = 'group' and m.organization_id = ${organization}
    )
    select distinct u.id from down d join users u on u.organization_id = ${organization} and u.id = d.id
    where d.type = 'user' and u.active order by u.id`.execute(tx);
  return rows.map(({ id }) => id);
}
