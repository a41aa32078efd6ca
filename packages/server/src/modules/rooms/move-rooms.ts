import type { RingId, RoomId, RoomsMoved } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { namedRooms } from './named-rooms.ts';
import { type Ring, holdRing, putIntoRing } from './rings.store.ts';

/** Moves rooms of the author's scope into a ring, whatever else is in it (D34). A room is in one ring: it leaves the one it was in. */
export async function moveRooms(
  tx: TenantTx,
  call: Call,
  author: Author,
  { customer, id, name }: Ring,
  wanted: readonly RoomId[],
): Promise<Result<RoomsMoved, 'not_found' | 'unknown_reference' | 'exceeds_scope'>> {
  if (!(await holdRing(tx, customer, id))) return refuse('not_found');
  const named = await namedRooms(tx, author, customer, wanted, { action: 'rings.modify', pointer: '/rooms' });
  if (!named.ok) return named;
  const coming = named.value.filter(({ ring }) => ring !== id);
  const moved = coming.map((room) => ({ room: room.id, name: room.name, from: room.ring as RingId })); // written from the contract's values only
  if (moved.length === 0) return ok({ ring: id, moved });
  await putIntoRing(
    tx,
    customer,
    id,
    moved.map(({ room }) => room),
  );
  await appendAudit(tx, call, {
    action: 'update_ring.rooms_moved',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'update-ring', id, name },
    changes: { moved: moved.map(({ room, from }) => ({ room, from })) },
  });
  return ok({ ring: id, moved });
}
