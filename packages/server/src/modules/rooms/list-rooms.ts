import type { PermissionKey, Room } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import { type Authority, roomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, encodeCursor } from '../../platform/http/cursor.ts';
import { type AtomCache, type Coverage, coverageOf, grantsAt } from '../authorization/index.ts';
import { type RoomFilters, countListedRooms } from './list-rooms.store.ts';
import { nameKeyOf } from './name-cursor.ts';
import { pageOfRooms } from './room-pages.store.ts';
import { viewListed } from './room.view.ts';

type Query = Omit<RoomFilters, 'group' | 'ring'> & {
  group?: string;
  ring?: string;
  limit?: number;
  cursor?: string;
  count?: boolean;
  sort?: 'name' | '-name';
};
type RoomPage = { items: Room[]; nextCursor: string | null; count?: number };

/**
 * The rooms for which `decide` would say allow, and no other (D22): of all customers in reach, or of one.
 *
 * @param customer narrows; a foreign and an absent one leave the same empty page (A04)
 */
export async function listRooms(
  tx: TenantTx,
  atoms: AtomCache,
  call: PersonCall,
  authority: Authority,
  customer: string | undefined,
  query: Query,
): Promise<Result<RoomPage, 'invalid_cursor'>> {
  const { limit = 50, cursor, count = false, sort = 'name', group, ring, ...plain } = query;
  const list = JSON.stringify(['rooms', sort, group, ring]); // another group, another list (A08)
  const after = nameKeyOf(call, list, cursor);
  if (!after.ok) return after;
  const covering = (permission: PermissionKey): Coverage => coverageOf(grantsAt(authority.grants(permission), customer));
  const coverage = covering('rooms.view');
  const filters: RoomFilters = {
    ...plain,
    ...(group === undefined ? {} : { group: { id: group, seen: covering('groups.view') } }),
    ...(ring === undefined ? {} : { ring: { id: ring, seen: covering('rings.view') } }),
  };
  const rows = await pageOfRooms(tx, { coverage, filters, direction: sort === 'name' ? 'up' : 'down', after: after.value, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const matters = await atoms.roomsOf(
    tx,
    authority,
    shown.map(({ customer: of, id }) => ({ customer: of, room: id })),
  );
  return ok({
    items: shown.map((row, n) => viewListed(row, authority, matters[n] ?? roomMatter(row.customer, []))),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.customer, last.id]),
    ...(count ? { count: await countListedRooms(tx, coverage, filters) } : {}),
  });
}
