import { randomBytes } from 'node:crypto';
import type { Id, IdPrefix } from '@keyholder/contract';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford's base 32 in lower case, most significant bits first: 8 characters for 5 bytes, 26 for 16, 52 for 32. */
export function base32(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let n = 0; n < Math.ceil((bytes.length * 8) / 5); n += 1) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** A new public id: 128 random bits in 26 characters. */
export const newId = <P extends IdPrefix>(prefix: P): Id<P> => `${prefix}_${base32(randomBytes(16))}` as Id<P>; // the alphabet above is that of the contract's pattern
