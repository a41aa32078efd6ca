import type { Member, OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { AccessNeeds } from './access-needs.ts';
import { addMembers } from './add-members.ts';
import { type GroupRow, deleteMembers, readGroup, saveGroup } from './groups.store.ts';
import { membersAfter } from './membership.rules.ts';
import { recordChange } from './record-change.ts';

/** A group, and the customers whose delegations rest on it; all of them lie in the locks of the act. */
export type ConcernedGroup = { organization: OrganizationId; group: GroupRow; customers: readonly OrganizationId[] };
/** `members` sets all of them; `add` and `remove` name some. */
export type GroupChange = { name?: string | undefined; members?: readonly Member[] | undefined; add?: readonly Member[]; remove?: readonly Member[] };

type Refusals =
  | 'unknown_reference'
  | 'group_cycle'
  | 'too_deep'
  | 'too_many'
  | 'exceeds_own_rights'
  | 'last_primary_admin'
  | 'version_outdated'
  | 'not_found';

/**
 * Renames a group and changes who is in it, all or nothing. Into a group that carries rights, itself or through a group it is
 * in, puts others only who holds those rights (D28, A52); nobody takes the last Primary Admin in effect out of it (D21).
 * One entry names everybody who came and went (A58).
 *
 * @param ifMatch the version that the caller has seen
 */
export async function changeGroup(
  tx: TenantTx,
  call: Call<Person>,
  { organization, group: { id }, customers }: ConcernedGroup,
  change: GroupChange,
  ifMatch: number | undefined,
  needs: Pick<AccessNeeds, 'membersBeyond' | 'keepPrimaryAdmins'>,
): Promise<Result<GroupRow, Refusals>> {
  const before = await readGroup(tx, organization, id);
  if (before === undefined) return refuse('not_found');
  if (ifMatch !== undefined && ifMatch !== before.version) return refuse('version_outdated');
  const { added, removed } = membersAfter(before.members, change);
  const name = change.name ?? before.name;
  if (added.length === 0 && removed.length === 0 && name === before.name) return ok(before);

  if (added.length > 0 && (await needs.membersBeyond(tx, call.actor, [{ type: 'group', id }])).has(id)) return refuse('exceeds_own_rights');
  await deleteMembers(tx, organization, id, removed);
  const joined = await addMembers(tx, organization, id, added);
  if (!joined.ok) return joined;
  await saveGroup(tx, organization, id, { name });
  const moved = added.length > 0 || removed.length > 0;
  await recordChange(tx, call, organization, moved ? customers : [], {
    action: moved ? 'group.members_changed' : 'group.modified',
    target: { type: 'group', id, name },
    changes: { ...(name === before.name ? {} : { before: { name: before.name }, after: { name } }), ...(moved ? { added, removed } : {}) },
  });
  if (moved) {
    const kept = await needs.keepPrimaryAdmins(tx, call, { partner: organization, customers });
    if (!kept.ok) return kept;
  }
  const after = await readGroup(tx, organization, id);
  return after === undefined ? refuse('not_found') : ok(after);
}
