import type { GroupId, Member, OrganizationId } from '@keyholder/contract';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { countMembers, deepestNesting, existingMembers, insertMembers, mostMembers, readNesting } from './groups.store.ts';
import { objectionTo } from './nesting.rules.ts';

type Refused = 'unknown_reference' | 'group_cycle' | 'too_deep' | 'too_many';

/**
 * Puts people and groups of the same organization into a group; who is in it already stays. A change of access: the caller
 * holds the organization's exclusive lock, so that no two additions make a cycle between them (A59).
 */
export async function addMembers(
  tx: TenantTx,
  organization: OrganizationId,
  group: GroupId,
  members: readonly Member[],
): Promise<Result<void, Refused>> {
  const existing = await existingMembers(tx, organization, members);
  const stranger = members.findIndex(({ type, id }) => !existing.has(`${type}:${id}`));
  if (stranger !== -1) return refuseAt(`/members/${stranger}/id`, 'unknown_reference', 'is nobody of this organization');
  const groups = members.filter(({ type }) => type === 'group').map(({ id }) => id);
  const objection = groups.length === 0 ? undefined : objectionTo(await readNesting(tx, organization), group, groups, deepestNesting);
  if (objection !== undefined) return refuse(objection, { pointer: '/members' });
  await insertMembers(tx, organization, group, members);
  if ((await countMembers(tx, organization, group)) > mostMembers) return refuse('too_many', { pointer: '/members' });
  return ok(undefined);
}
