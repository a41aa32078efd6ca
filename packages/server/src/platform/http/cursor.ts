import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Call, Person } from '../../kernel/call.ts';
import { ofEach } from '../../kernel/of-each.ts';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';

/** A call of a person as the pipeline makes it. */
export type PersonCall = Call<Person> & {
  /** the instance's key for cursors */
  cursorKey: Uint8Array;
  /** the value for X-CSRF-Token, of a session */
  csrfToken?: string;
};

/** Where a list goes on: readable by nobody's reckoning but ours, bound to the person and the list it was made for (A08). */
export function encodeCursor(call: PersonCall, list: string, key: readonly unknown[]): string {
  const text = Buffer.from(JSON.stringify(key)).toString('base64url');
  return `${text}.${seal(call, list, text).toString('base64url')}`;
}

export function decodeCursor(call: PersonCall, list: string, cursor: string): Result<unknown[], 'invalid_cursor'> {
  const refused = refuseAt('/cursor', 'invalid_cursor', 'the cursor is not one of this list for this person');
  const [text, mark, more] = cursor.split('.');
  if (text === undefined || mark === undefined || more !== undefined) return refused;
  const given = Buffer.from(mark, 'base64url');
  const made = seal(call, list, text);
  // decoding is lenient about spelling, so the spelling is compared as well
  if (given.length !== made.length || !timingSafeEqual(given, made) || given.toString('base64url') !== mark) return refused;
  const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
  return Array.isArray(key) ? ok(key) : refused;
}

/** Taken over by the library once: it takes longer than to seal. */
const secretOf = ofEach((key: Uint8Array) => createSecretKey(key));

const seal = (call: PersonCall, list: string, text: string): Buffer =>
  createHmac('sha256', secretOf(call.cursorKey))
    .update(JSON.stringify([call.actor.organization, call.actor.user, list, text]))
    .digest()
    .subarray(0, 16);
