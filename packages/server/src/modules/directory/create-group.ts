import type { GroupId, OrganizationId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { insertGroup } from './groups.store.ts';

/** Adds an empty security group. Names may repeat (A06). */
export async function createGroup(tx: TenantTx, organization: OrganizationId, name: string): Promise<GroupId> {
  const id = newId('grp');
  await insertGroup(tx, { organization, id, name });
  return id;
}
