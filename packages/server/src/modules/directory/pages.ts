import { type OrganizationId, isId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';

/** The place in a list that is kept by name, then id. */
export type After = { name: string; id: string } | undefined;
type PageOf<Row> = { rows: readonly Row[]; nextCursor: string | null };
type Asked = { cursor?: string | undefined; limit?: number | undefined };

/** One page of a list by name: asks for one row more than it shows, to know whether more follow. */
export async function pageByName<Row>(
  call: PersonCall,
  list: string,
  { cursor, limit = 50 }: Asked,
  keyOf: (row: Row) => { name: string; id: string },
  read: (after: After, most: number) => Promise<readonly Row[]>,
): Promise<Result<PageOf<Row>, 'invalid_cursor'>> {
  const after = placeOf(cursor === undefined ? undefined : decodeCursor(call, list, cursor));
  if (!after.ok) return after;
  const rows = await read(after.value, limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last && keyOf(last);
  return ok({ rows: rows.slice(0, limit), nextCursor: next === undefined ? null : encodeCursor(call, list, [next.name, next.id]) });
}

function placeOf(decoded: Result<unknown[], 'invalid_cursor'> | undefined): Result<After, 'invalid_cursor'> {
  if (decoded === undefined) return ok(undefined);
  if (!decoded.ok) return decoded;
  const [name, id] = decoded.value;
  return typeof name === 'string' && typeof id === 'string' ? ok({ name, id }) : refuse('invalid_cursor');
}

/** The guard has let only the caller's own organization through. */
export function guarded(organization: string): OrganizationId {
  if (!isId('org', organization)) throw new Error('the guard let a malformed id pass');
  return organization;
}
