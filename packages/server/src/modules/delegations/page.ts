import type { Result } from '../../kernel/result.ts';
import { ok } from '../../kernel/result.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

export type Asked = { limit?: number | undefined; cursor?: string | undefined; count?: boolean | undefined };
export type Placed = { limit: number; after: readonly [string, string] | undefined };

/** Where a page begins. @param list what the cursor is bound to: another list's is refused */
export function placeOf(call: PersonCall, list: string, { limit = 50, cursor }: Asked): Result<Placed, 'invalid_cursor'> {
  if (cursor === undefined) return ok({ limit, after: undefined });
  const key = decodeCursor(call, list, cursor);
  return key.ok ? ok({ limit, after: [String(key.value[0]), String(key.value[1])] }) : key;
}

/** Cuts the row that was read too many, and says how to go on after the last of the page. */
export function pageOf<Row>(
  call: PersonCall,
  list: string,
  limit: number,
  rows: readonly Row[],
  keyOf: (row: Row) => readonly [string, string],
): { rows: Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(call, list, keyOf(last)) : null };
}
