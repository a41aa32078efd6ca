import type { OrganizationId } from '@keyholder/contract';
import type { Matter, RoomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Kind } from './access-estate.ts';

export type RoomsAsked = (rooms: readonly string[]) => Promise<ReadonlyMap<string, RoomMatter>>;

/** What each of these things is to `decide`: its room, or all of its rooms. Those that are not there are left out. */
export async function mattersOfKind(
  tx: TenantTx,
  kind: Pick<Kind, 'is' | 'roomsOf'>,
  customer: OrganizationId,
  ids: readonly string[],
  roomsAsked: RoomsAsked,
): Promise<Map<string, Matter>> {
  const things = await kind.roomsOf(tx, customer, ids);
  const known = await roomsAsked([...new Set([...things.values()].flat())]);
  const matters = new Map<string, Matter>();
  for (const [id, rooms] of things) {
    const found = rooms.map((room) => known.get(room)).filter((room) => room !== undefined);
    const [only] = found;
    if (kind.is === 'rooms') matters.set(id, { customer, kind: 'rooms', rooms: found.map(({ atoms }) => atoms) });
    else if (only !== undefined) matters.set(id, only);
  }
  return matters;
}
