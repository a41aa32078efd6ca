import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The active people of an organization who hold a directory role (D12). */
export async function activePeopleWithRole(tx: TenantTx, organization: OrganizationId, role: DirectoryRole): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('user_roles')
    .innerJoin('users', (join) => join.onRef('users.organization_id', '=', 'user_roles.organization_id').onRef('users.id', '=', 'user_roles.user_id'))
    .select('users.id')
    .where('user_roles.organization_id', '=', organization)
    .where('user_roles.role', '=', role)
    .where('users.active', '=', true)
    .orderBy('users.id')
    .execute();
  return rows.map(({ id }) => id);
}
