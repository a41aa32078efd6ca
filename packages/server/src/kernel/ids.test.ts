import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, newId } from './ids.ts';

describe('ids', () => {
  it('says a number of any length in base 32, most significant digit first', () => {
    expect(base32(new Uint8Array([0]))).toBe('00');
    expect(base32(new Uint8Array([255]))).toBe('7z');
    expect(base32(new Uint8Array([0, 68, 50, 20, 199]))).toBe('01234567');
    const valueOf = (text: string): bigint =>
      [...text].reduce((sum, digit) => sum * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit)), 0n);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const text = base32(bytes);
        expect(text).toHaveLength(Math.ceil((bytes.length * 8) / 5));
        expect(valueOf(text)).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
      }),
    );
  });

  it('gives ids of 26 digits behind their prefix', () => expect(newId('room')).toMatch(/^room_[0-9a-hjkmnp-tv-z]{26}$/));
});
