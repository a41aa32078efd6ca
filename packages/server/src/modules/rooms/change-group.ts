import type { RoomGroupChange, RoomId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { addAtomToRooms, delegatedAtoms, groupAtom, removeAtomFromRooms } from '../authorization/index.ts';
import { type Author, ledgersOf, mayDelegate } from './author.ts';
import { authorOf } from './create-group.ts';
import { type Group, addMembers, lockGroup, membersAmong, removeMembers, saveGroup } from './groups.store.ts';
import { namedRooms } from './named-rooms.ts';
import { countVersionsUp } from './named-rooms.store.ts';

type ChangeRefusal = 'not_found' | 'version_outdated' | 'invalid_value' | 'unknown_reference' | 'exceeds_scope' | 'would_widen_delegation';

/**
 * Renames a group, puts rooms into it and takes rooms out of it. Whoever may not delegate puts no room into a group that a
 * delegation or a pending invitation contains (D33). Where nothing differs, nothing is written and the version stays.
 *
 * The caller holds the customer's exclusive lock: the atoms of rooms change.
 */
export async function changeGroup(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: Group,
  { name, addRooms = [], removeRooms = [] }: RoomGroupChange,
): Promise<Result<undefined, ChangeRefusal>> {
  const { customer, id } = seen;
  const group = await lockGroup(tx, seen);
  if (group === undefined) return refuse('not_found');
  if (group.version !== seen.version) return refuse('version_outdated');
  const both = removeRooms.findIndex((room) => addRooms.includes(room));
  if (both !== -1) return refuseAt(`/removeRooms/${both}`, 'invalid_value', 'is also to be added');
  const coming = await namedRooms(tx, author, customer, addRooms, { action: 'groups.modify', pointer: '/addRooms' });
  if (!coming.ok) return coming;
  const going = await namedRooms(tx, author, customer, removeRooms, { action: 'groups.modify', pointer: '/removeRooms' });
  if (!going.ok) return going;

  const inside = await membersAmong(tx, group, [...addRooms, ...removeRooms]);
  const joined = idsOf(coming.value).filter((room) => !inside.has(room));
  const left = idsOf(going.value).filter((room) => inside.has(room));
  const renamed = name !== undefined && name !== group.name;
  if (!renamed && joined.length + left.length === 0) return ok(undefined);
  if (joined.length > 0 && !mayDelegate(author, customer) && (await delegatedAtoms(tx, customer)).has(groupAtom(id)))
    return refuseAt('/addRooms', 'would_widen_delegation', 'a delegation or a pending invitation contains this group');

  await removeMembers(tx, group, left);
  await removeAtomFromRooms(tx, customer, groupAtom(id), left);
  await addMembers(tx, group, joined);
  await addAtomToRooms(tx, customer, groupAtom(id), joined);
  await countVersionsUp(tx, customer, [...joined, ...left]);
  const after = { ...group, name: name ?? group.name };
  await saveGroup(tx, after, authorOf(call));
  await appendAudit(tx, call, {
    action: 'room_group.modified',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room-group', id, name: after.name },
    changes: {
      ...(renamed ? { before: { name: group.name }, after: { name: after.name } } : {}),
      ...(joined.length === 0 ? {} : { added: joined }),
      ...(left.length === 0 ? {} : { removed: left }),
    },
  });
  return ok(undefined);
}

const idsOf = (rooms: readonly { id: RoomId }[]): RoomId[] => rooms.map(({ id }) => id);
