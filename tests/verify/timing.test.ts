import { describe, expect, it } from 'vitest';
import { separation } from './timing.ts';

const times = (foreign: readonly number[], absent: readonly number[]) => [
  ...foreign.map((ms) => ({ kind: 'foreign' as const, ms })),
  ...absent.map((ms) => ({ kind: 'absent' as const, ms })),
];

describe('how well two samples of times can be told apart', () => {
  it.each([
    ['all of them are the same', [1, 1, 1], [1, 1, 1], 0.5],
    ['every foreign one is slower', [4, 5, 6], [1, 2, 3], 1],
    ['every foreign one is quicker', [1, 2], [3, 4], 0],
    ['they alternate', [1, 3], [2, 4], 0.25],
    ['some are equal', [1, 2], [2, 3], 0.125],
    ['there is nothing to compare', [1], [], 0.5],
  ])('where %s', (_, foreign, absent, probability) => {
    expect(separation(times(foreign, absent)).probability).toBeCloseTo(probability, 9);
  });

  it('leaves to chance what nineteen of twenty runs of a thousand pairs stay within', () => {
    const same = Array.from({ length: 1000 }, (_, n) => n);
    expect(separation(times(same, same))).toEqual({ probability: 0.5, chance: expect.closeTo(0.0253, 4) });
  });
});
