import type { OrganizationId, RoomId } from '@keyholder/contract';
import { type Fault, type Result, ok, refuse } from '../../kernel/result.ts';
import type { ActionKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Author } from './author.ts';
import { type NamedRoom, lockNamedRooms } from './named-rooms.store.ts';

/**
 * The rooms that a body names, each once, in its order: those that the author may not see are like absent ones (D28), those
 * that it sees and may not do this to are beyond its scope.
 *
 * @param pointer of the list in the body
 */
export async function namedRooms(
  tx: TenantTx,
  author: Author,
  customer: OrganizationId,
  ids: readonly RoomId[],
  { action, pointer }: { action: ActionKey; pointer: string },
): Promise<Result<NamedRoom[], 'unknown_reference' | 'exceeds_scope'>> {
  const found = await lockNamedRooms(tx, customer, ids);
  const denied = (doing: ActionKey, room: NamedRoom): boolean =>
    author !== 'platform' && author.decide(doing, { customer, kind: 'room', atoms: room.atoms }).outcome === 'deny';
  const unknown: Fault[] = [];
  const beyond: Fault[] = [];
  for (const [n, id] of ids.entries()) {
    const room = found.get(id);
    if (room === undefined || denied('rooms.view', room))
      unknown.push({ pointer: `${pointer}/${n}`, code: 'unknown_reference', detail: 'there is no such room' });
    else if (denied(action, room)) beyond.push({ pointer: `${pointer}/${n}`, code: 'exceeds_scope', detail: 'the room is outside your scope' });
  }
  if (unknown.length > 0) return refuse('unknown_reference', { faults: unknown });
  if (beyond.length > 0) return refuse('exceeds_scope', { faults: beyond });
  return ok([...new Set(ids)].flatMap((id) => found.get(id) ?? []));
}
