import type { Member, OrganizationId, PersonRef, TenantManagersBy } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readOrganizations } from '../organizations/index.ts';
import { mayNameTenantManagers } from './directory.rules.ts';
import { existingMembers } from './groups.store.ts';
import { readUser } from './people.store.ts';
import { recordChange } from './record-change.ts';
import { type TenantManagerRow, deleteTenantManager, findTenantManager, insertTenantManager } from './tenant-managers.store.ts';

/** Makes a person or a group Tenant Manager (D19). Everybody behind it answers invitations from the next request on. */
export async function nameTenantManager(
  tx: TenantTx,
  call: Call<Person>,
  organization: OrganizationId,
  member: Member,
): Promise<Result<TenantManagerRow, 'forbidden' | 'unknown_reference' | 'already_exists'>> {
  if (!(await mayName(tx, call.actor, organization))) return refuse('forbidden');
  if ((await existingMembers(tx, organization, [member])).size === 0)
    return refuseAt('/member/id', 'unknown_reference', 'is nobody of this organization');
  if (!(await insertTenantManager(tx, organization, member, refOf(call.actor))))
    return refuseAt('/member', 'already_exists', 'is Tenant Manager already');
  const made = await findTenantManager(tx, organization, member);
  if (made === undefined) throw new Error('the new Tenant Manager was not found');
  await record(tx, call, organization, made, 'tenant_manager.added');
  return ok(made);
}

/** Nobody has to be left: then Managed Service Administrators and Global Admins answer (D12, D13). */
export async function removeTenantManager(
  tx: TenantTx,
  call: Call<Person>,
  organization: OrganizationId,
  manager: TenantManagerRow,
): Promise<Result<Record<string, never>, 'forbidden'>> {
  if (!(await mayName(tx, call.actor, organization))) return refuse('forbidden');
  await deleteTenantManager(tx, organization, manager.member);
  await record(tx, call, organization, manager, 'tenant_manager.removed');
  return ok({});
}

/** Whether the caller names Tenant Managers there, under the setting as it is now (D19). */
export async function mayName(tx: TenantTx, { user }: Person, organization: OrganizationId): Promise<boolean> {
  const by: TenantManagersBy = (await readOrganizations(tx, [organization]))[0]?.tenantManagersBy ?? 'managed-service-admins';
  return mayNameTenantManagers((await readUser(tx, organization, user))?.roles ?? [], by);
}

const refOf = ({ user, name, organization, organizationName }: Person): PersonRef => ({
  id: user,
  name,
  organization: { id: organization, name: organizationName },
});

const record = (
  tx: TenantTx,
  call: Call<Person>,
  organization: OrganizationId,
  { member, name }: TenantManagerRow,
  action: 'tenant_manager.added' | 'tenant_manager.removed',
): Promise<void> => recordChange(tx, call, organization, [], { action, target: { type: member.type, id: member.id, name } });
