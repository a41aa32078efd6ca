import type { RoomGroup } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, encodeCursor } from '../../platform/http/cursor.ts';
import { coverageOf, grantsAt, groupAtom } from '../authorization/index.ts';
import { type GroupRow, countGroups, visibleGroups } from './groups.store.ts';
import { nameKeyOf } from './name-cursor.ts';

type Query = { limit?: number; cursor?: string; count?: boolean; customer?: string };
type GroupPage = { items: RoomGroup[]; nextCursor: string | null; count?: number };
const list = 'room-groups';

/** Groups of the customers in reach, with only the covered rooms counted (D35). */
export async function listGroups(tx: TenantTx, call: PersonCall, authority: Authority, query: Query): Promise<Result<GroupPage, 'invalid_cursor'>> {
  const { limit = 50, cursor, count = false, customer } = query;
  const after = nameKeyOf(call, list, cursor);
  if (!after.ok) return after;
  const coverage = coverageOf(grantsAt(authority.grants('groups.view'), customer));
  const wanted = { coverage, home: authority.home };
  const rows = await visibleGroups(tx, { ...wanted, after: after.value, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return ok({
    items: shown.map((row) => viewGroup(row, authority)),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.customer, last.id]),
    ...(count ? { count: await countGroups(tx, wanted) } : {}),
  });
}

/** A group may be changed where every room it could hold is in scope: where the scope has all rooms or names the group. */
const viewGroup = ({ customer, id, name, rooms, version }: GroupRow, authority: Authority): RoomGroup => ({
  id,
  customer,
  name,
  rooms,
  version,
  allowedActions: authority.allowedActions({ customer, kind: 'room', atoms: ['all', groupAtom(id)] }, ['groups.modify']),
});
