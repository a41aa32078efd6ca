import { describe, expect, it } from 'vitest';
import { EpochCache } from './epoch-cache.ts';
import { bytesOfCustomer } from './fact-bytes.ts';
import { assignment, customerFacts, delegation, partner } from './facts.fixture.ts';

type Value = { bytes: number };
const cacheOf = (most: number): EpochCache<string, Value> => new EpochCache(most, ({ bytes }) => bytes);
const kept = (cache: EpochCache<string, Value>, keys: readonly string[]): string[] => keys.filter((key) => cache.last(key) !== undefined);

describe('facts that are kept', () => {
  it('D43 are given only to whoever brings the epoch under which they were read', () => {
    const cache = cacheOf(100);
    cache.keep('a', 2, { bytes: 1 });
    expect([1, 2, 3].map((epoch) => cache.take('a', epoch)?.bytes)).toEqual([undefined, 1, undefined]);
  });

  it('D43 are never replaced by what an older snapshot has read', () => {
    const cache = cacheOf(100);
    cache.keep('a', 2, { bytes: 1 });
    cache.keep('a', 1, { bytes: 9 });
    expect([cache.take('a', 1), cache.take('a', 2)]).toEqual([undefined, { bytes: 1 }]);
  });

  it('take no more than their budget: what was asked for the longest ago goes first', () => {
    const cache = cacheOf(100);
    for (const key of ['a', 'b', 'c']) cache.keep(key, 1, { bytes: 30 });
    cache.take('a', 1);
    cache.keep('d', 1, { bytes: 40 });
    expect(kept(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
  });

  it('are not kept where they alone are more than the budget, and then push out nothing that fits', () => {
    const cache = cacheOf(100);
    cache.keep('a', 1, { bytes: 60 });
    cache.keep('b', 1, { bytes: 101 });
    cache.keep('c', 1, { bytes: 40 });
    expect(kept(cache, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  });

  it('give back their bytes when they are replaced', () => {
    const cache = cacheOf(100);
    for (let epoch = 1; epoch <= 50; epoch += 1) cache.keep('a', epoch, { bytes: 60 });
    cache.keep('b', 1, { bytes: 40 });
    expect(kept(cache, ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('of a customer weigh more with every atom, every member, every delegation', () => {
    const one = assignment({ permissions: ['rooms.view'], atoms: ['all'], partner });
    const more = { ...one, atoms: new Set(['all', 'group:a']) };
    const members = { ...one, members: new Set(['user:usr_ann', 'user:usr_bob'] as const) };
    const sizes = [
      customerFacts([]),
      customerFacts([one]),
      customerFacts([more]),
      customerFacts([members]),
      customerFacts([one], [delegation({ within: ['all'] })]),
    ];
    const [none = 0, least = 0, ...others] = sizes.map(bytesOfCustomer);
    expect([none < least, ...others.map((bytes) => bytes > least)]).toEqual([true, true, true, true]);
  });
});
