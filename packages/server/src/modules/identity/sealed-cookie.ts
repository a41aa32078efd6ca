import type { InstanceKey } from '../../platform/keys/instance-key.ts';

/** A value that only this instance can read and make, as text for a cookie. */
export const sealText = (key: InstanceKey, purpose: string, value: unknown): string =>
  key.seal(purpose, Buffer.from(JSON.stringify(value))).toString('base64url');

/** undefined for an absent cookie, and for one that this instance has not made for this purpose. */
export function readSealed(key: InstanceKey, purpose: string, text: string | undefined): unknown {
  if (text === undefined || !/^[\w-]{1,4000}$/.test(text)) return undefined;
  try {
    return JSON.parse(key.open(purpose, Buffer.from(text, 'base64url')).toString());
  } catch {
    return undefined; // not ours: the same as none
  }
}
