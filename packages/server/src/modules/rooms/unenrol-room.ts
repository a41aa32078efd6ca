import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { stateOf } from './change-room.ts';
import { endAgent } from './end-agent.ts';
import { endKeys } from './keys.store.ts';
import { type RoomRow, deleteRoom, lockRoom } from './rooms.store.ts';

/** The room leaves Keyholder. Its key and its agent end with it, at once (A104); its id is never used again (A10). */
export async function unenrolRoom(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: RoomRow,
): Promise<Result<RoomRow, 'not_found' | 'version_outdated'>> {
  const { customer, id } = seen;
  await endKeys(tx, customer, id); // before the room itself: a machine that enrols or reports holds its key or agent, then its room
  await endAgent(tx, customer, id);
  const room = await lockRoom(tx, customer, id, 'to_delete');
  if (room === undefined) return refuse('not_found');
  if (room.version !== seen.version) return refuse('version_outdated');
  await deleteRoom(tx, customer, id);
  await appendAudit(tx, call, {
    action: 'room.unenrolled',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room', id, name: room.name },
    changes: { before: stateOf(room) },
  });
  return ok(room);
}
