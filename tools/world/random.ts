import type { Id, IdPrefix } from '@keyholder/contract';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Numbers that depend on their seed alone: each part of a world has a stream of its own, so none shifts another. */
export type Random = {
  /** from 0 up to, not including, `end` */
  below: (end: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** that many different ones, or all there are */
  some: <T>(from: readonly T[], count: number) => T[];
  /** true once in `times` */
  onceIn: (times: number) => boolean;
  /** of the form of every id of the product; 128 bits and more */
  id: <P extends IdPrefix>(prefix: P) => Id<P>;
};

/** The generator sfc32 by Chris Doty-Humphrey, seeded from a text. */
export function randomOf(seed: string): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (let n = 0; n < seed.length; n += 1) {
    a = Math.imul(a ^ seed.charCodeAt(n), 0x85ebca6b);
    b = Math.imul(b + a, 0xc2b2ae35) ^ (a >>> 15);
    c = (c + b) | 0;
  }
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let n = 0; n < 12; n += 1) next();
  const below = (end: number): number => Math.floor((next() / 2 ** 32) * end);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    below,
    pick,
    some: (from, count) => {
      const chosen = new Set<number>();
      while (chosen.size < Math.min(count, from.length)) chosen.add(below(from.length));
      return from.filter((_, n) => chosen.has(n));
    },
    onceIn: (times) => below(times) === 0,
    id: (prefix) => {
      let text = '';
      for (let n = 0; n < 5; n += 1) {
        let bits = next();
        for (let m = 0; m < (n === 4 ? 2 : 6); m += 1) {
          text += alphabet[bits & 31];
          bits >>>= 5;
        }
      }
      return `${prefix}_${text}` as Id<typeof prefix>; // the alphabet above is that of the contract's pattern
    },
  };
}
