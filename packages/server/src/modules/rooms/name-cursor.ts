import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import { type PersonCall, decodeCursor } from '../../platform/http/cursor.ts';

/** Where a list by name, customer and id goes on; undefined at its beginning. */
export function nameKeyOf(
  call: PersonCall,
  list: string,
  cursor: string | undefined,
): Result<readonly [string, string, string] | undefined, 'invalid_cursor'> {
  if (cursor === undefined) return ok(undefined);
  const decoded = decodeCursor(call, list, cursor);
  if (!decoded.ok) return decoded;
  const [name, customer, id] = decoded.value;
  if (typeof name !== 'string' || typeof customer !== 'string' || typeof id !== 'string')
    return refuseAt('/cursor', 'invalid_cursor', 'the cursor is not one of this list');
  return ok([name, customer, id]);
}
