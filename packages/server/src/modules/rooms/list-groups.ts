import type { RoomGroup } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, encodeCursor } from '../../platform/http/cursor.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import { viewGroups } from './group.view.ts';
import { type Group, countGroups, visibleGroups } from './groups.store.ts';
import { nameKeyOf } from './name-cursor.ts';

type Query = { limit?: number; cursor?: string; count?: boolean; sort?: 'name' | '-name' };
type GroupPage = { items: RoomGroup[]; nextCursor: string | null; count?: number };

/** Groups of the customers in reach, or of one, with only the covered rooms counted (D35). */
export async function listGroups(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  customer: string | undefined,
  { limit = 50, cursor, count = false, sort = 'name' }: Query,
): Promise<Result<GroupPage, 'invalid_cursor'>> {
  const list = `room-groups ${sort}`;
  const after = nameKeyOf(call, list, cursor);
  if (!after.ok) return after;
  const wanted = { coverage: coverageOf(grantsAt(authority.grants('groups.view'), customer)), home: authority.home };
  const rows = await visibleGroups(tx, { ...wanted, direction: sort === 'name' ? 'up' : 'down', after: after.value, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return ok({
    items: await viewGroups(tx, shown, authority),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.customer, last.id]),
    ...(count ? { count: await countGroups(tx, wanted) } : {}),
  });
}

/** One group as the caller sees it, with what is so now. The guard has found that the caller sees it. */
export async function showGroup(tx: TenantTx, authority: Authority, { customer, id }: Pick<Group, 'customer' | 'id'>): Promise<RoomGroup> {
  const coverage = coverageOf(grantsAt(authority.grants('groups.view'), customer));
  const [row] = await visibleGroups(tx, { coverage, home: authority.home, ids: [id], limit: 1 });
  const [shown] = row === undefined ? [] : await viewGroups(tx, [row], authority);
  if (shown === undefined) throw new Error(`the group \`${id}\` was let pass and is not in the list`);
  return shown;
}
