import type { NewRoomGroup, OrganizationId, RoomGroupId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { addAtomToRooms, groupAtom } from '../authorization/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { addMembers, insertGroup } from './groups.store.ts';
import { namedRooms } from './named-rooms.ts';
import { countVersionsUp } from './named-rooms.store.ts';

/**
 * A group, empty or of rooms in the author's scope. Names may repeat (A06). No scope can name it yet, so nobody's access
 * changes, and no delegation is widened.
 */
export async function createGroup(
  tx: TenantTx,
  call: Call,
  author: Author,
  customer: OrganizationId,
  { name, rooms: wanted = [] }: NewRoomGroup,
): Promise<Result<RoomGroupId, 'unknown_reference' | 'exceeds_scope'>> {
  const named = await namedRooms(tx, author, customer, wanted, { action: 'groups.create', pointer: '/rooms' });
  if (!named.ok) return named;
  const group = { customer, id: newId('rgrp'), name };
  const rooms = named.value.map(({ id }) => id);
  await insertGroup(tx, group, authorOf(call));
  if (rooms.length > 0) {
    await addMembers(tx, group, rooms);
    await addAtomToRooms(tx, customer, groupAtom(group.id), rooms);
    await countVersionsUp(tx, customer, rooms);
  }
  await appendAudit(tx, call, {
    action: 'room_group.created',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room-group', id: group.id, name },
    changes: { after: { name, rooms } },
  });
  return ok(group.id);
}

/** Who stands in the list as the one who changed it: a person, by its id. */
export const authorOf = ({ actor }: Call): string | null => (actor.kind === 'person' ? actor.user : null);
