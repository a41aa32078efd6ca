import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { PersonKey, PersonRow } from './access-people.store.ts';

export type PageAsked = { limit: number; cursor: string | undefined };
export const asked = ({ limit, cursor }: { limit?: number | undefined; cursor?: string | undefined }): PageAsked => ({ limit: limit ?? 50, cursor });

/** Where a list of people goes on. */
export function personKeyOf(call: PersonCall, list: string, cursor: string | undefined): Result<PersonKey | undefined, 'invalid_cursor'> {
  const key = textsOf(call, list, cursor);
  if (!key.ok || key.value === undefined) return key.ok ? ok(undefined) : key;
  const [name = '', organization = '', id = ''] = key.value;
  return ok([name, organization, id]);
}

/** A cursor of texts: what was put in comes out. */
export function textsOf(call: PersonCall, list: string, cursor: string | undefined): Result<string[] | undefined, 'invalid_cursor'> {
  if (cursor === undefined) return ok(undefined);
  const key = decodeCursor(call, list, cursor);
  if (!key.ok) return key;
  const texts = key.value.filter((part) => typeof part === 'string');
  return texts.length === key.value.length ? ok(texts) : refuseAt('/cursor', 'invalid_cursor', 'the cursor is not one of this list for this person');
}

/** @param rows one more than fits, where there is more */
export function endOf(call: PersonCall, list: string, rows: readonly PersonRow[], limit: number): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last === undefined ? null : encodeCursor(call, list, [last.name, last.organization, last.id]);
}
