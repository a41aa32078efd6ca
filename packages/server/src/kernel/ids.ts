import { randomBytes } from 'node:crypto';
import type { Id, IdPrefix } from '@keyholder/contract';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford's base 32 in lower case, most significant bits first: 8 characters for 5 bytes, 26 for 16, 52 for 32. */
export function base32(bytes: Uint8Array): string {
  const digits = Math.ceil((bytes.length * 8) / 5);
  let text = '';
  let bits = 0;
  let held = digits * 5 - bytes.length * 8; // the number is padded in front, as a number is
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[(bits >> held) & 31];
    }
  }
  return text;
}

/** A new public id: 128 random bits in 26 characters. */
export const newId = <P extends IdPrefix>(prefix: P): Id<P> => `${prefix}_${base32(randomBytes(16))}` as Id<P>; // the alphabet above is that of the contract's pattern
