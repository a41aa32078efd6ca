import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { groupAtom, removeAtomFromRooms } from '../authorization/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { type Group, deleteGroupRow, lockGroup, membersOf } from './groups.store.ts';
import { countVersionsUp } from './named-rooms.store.ts';

/**
 * The group goes, its rooms stay. No room has its atom any more, so a scope that still names it gets nothing from it; its id
 * is never used again (A10). The caller holds the customer's exclusive lock.
 */
export async function deleteGroup(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: Group,
): Promise<Result<undefined, 'not_found' | 'version_outdated'>> {
  const { customer, id } = seen;
  const group = await lockGroup(tx, seen);
  if (group === undefined) return refuse('not_found');
  if (group.version !== seen.version) return refuse('version_outdated');
  const rooms = await membersOf(tx, group);
  await deleteGroupRow(tx, group);
  await removeAtomFromRooms(tx, customer, groupAtom(id), rooms);
  await countVersionsUp(tx, customer, rooms);
  await appendAudit(tx, call, {
    action: 'room_group.deleted',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room-group', id, name: group.name },
    changes: { before: { name: group.name, rooms } },
  });
  return ok(undefined);
}
