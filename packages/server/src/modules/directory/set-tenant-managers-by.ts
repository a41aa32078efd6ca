import type { TenantManagersBy } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type OrganizationRow, readOrganizations, saveTenantManagersBy } from '../organizations/index.ts';
import { mayName } from './name-tenant-manager.ts';
import { recordChange } from './record-change.ts';

/** Sets who names Tenant Managers: for whoever may name them now, so that a Global Admin who was shut out stays so (D19). */
export async function setTenantManagersBy(
  tx: TenantTx,
  call: Call<Person>,
  { id }: OrganizationRow,
  by: TenantManagersBy,
  ifMatch: number | undefined,
): Promise<Result<OrganizationRow, 'forbidden' | 'version_outdated' | 'not_found'>> {
  const [before] = await readOrganizations(tx, [id]);
  if (before === undefined) return refuse('not_found');
  if (ifMatch !== undefined && ifMatch !== before.version) return refuse('version_outdated');
  if (!(await mayName(tx, call.actor, id))) return refuse('forbidden');
  if (before.tenantManagersBy === by) return ok(before);
  await saveTenantManagersBy(tx, id, by);
  await recordChange(tx, call, id, [], {
    action: 'organization.modified',
    target: { type: 'organization', id, name: before.name },
    changes: { before: { tenantManagersBy: before.tenantManagersBy }, after: { tenantManagersBy: by } },
  });
  return ok({ ...before, tenantManagersBy: by, version: before.version + 1 });
}
