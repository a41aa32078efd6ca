import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { AccessNeeds } from './access-needs.ts';
import type { ConcernedGroup } from './change-group.ts';
import { deleteGroup, readGroup } from './groups.store.ts';
import { recordChange } from './record-change.ts';

/**
 * Deletes a security group: it leaves every group and every assignment that names it, and the Tenant Managers. Refused where
 * a delegation would be left without a Primary Admin in effect (D21).
 *
 * @param ifMatch the version that the caller has seen
 */
export async function removeGroup(
  tx: TenantTx,
  call: Call<Person>,
  { organization, group: { id }, customers }: ConcernedGroup,
  ifMatch: number | undefined,
  needs: Pick<AccessNeeds, 'forgetGroup' | 'keepPrimaryAdmins'>,
): Promise<Result<Record<string, never>, 'last_primary_admin' | 'version_outdated' | 'not_found'>> {
  const group = await readGroup(tx, organization, id);
  if (group === undefined) return refuse('not_found');
  if (ifMatch !== undefined && ifMatch !== group.version) return refuse('version_outdated');
  await needs.forgetGroup(tx, organization, customers, id);
  await deleteGroup(tx, organization, id);
  await recordChange(tx, call, organization, customers, {
    action: 'group.deleted',
    target: { type: 'group', id, name: group.name },
    changes: { before: { name: group.name, members: group.members }, after: null },
  });
  const kept = await needs.keepPrimaryAdmins(tx, call, { partner: organization, customers });
  return kept.ok ? ok({}) : kept;
}
