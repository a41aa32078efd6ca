import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { activePeopleWithRole } from './people-with-role.store.ts';

/** D12: a partner's Tenant Managers; where there are none its Managed Service Administrators, and Global Admins in the last place. */
export const peopleWhoAnswer = (tx: TenantTx, partner: OrganizationId): Promise<readonly UserId[]> =>
  firstHolders(tx, partner, ['tenant-manager', 'managed-service-admin', 'global-admin']);

/** Who manages partners at a customer: Global Admins only where nobody else does (D74). */
export const peopleWhoManagePartners = (tx: TenantTx, customer: OrganizationId): Promise<readonly UserId[]> =>
  firstHolders(tx, customer, ['managed-service-admin', 'global-admin']);

/** The active holders of the first of these roles that anybody holds. */
async function firstHolders(tx: TenantTx, organization: OrganizationId, roles: readonly DirectoryRole[]): Promise<readonly UserId[]> {
  for (const role of roles) {
    const holders = await activePeopleWithRole(tx, organization, role);
    if (holders.length > 0) return holders;
  }
  return [];
}
