import { describe, expect, it } from 'vitest';
import { isBuiltInRing, isDefaultRing, periodFaults, totalDays, usualRings } from './rings.rules.ts';

const table: [deferral: number, rollout: number, test: number, faults: string[]][] = [
  [0, 0, 0, []],
  [60, 0, 0, []],
  [20, 20, 20, []],
  [20, 20, 21, ['/deferralDays', '/rolloutDays', '/testDays']],
  [60, 1, 0, ['/deferralDays', '/rolloutDays', '/testDays']],
];
describe('the periods of a ring', () => {
  it.each(table)('D55 of %i, %i and %i days have the faults %j', (deferralDays, rolloutDays, testDays, faults) => {
    const periods = { deferralDays, rolloutDays, testDays };
    expect(periodFaults(periods, periods).map(({ pointer }) => pointer)).toEqual(faults);
  });
  it('are at fault only where the body names them', () =>
    expect(periodFaults({ deferralDays: 60, rolloutDays: 1, testDays: 0 }, { rolloutDays: 1 })).toMatchObject([{ pointer: '/rolloutDays' }]));
});

it('D55 the built-in rings keep within the bound, come in their order, and General is the default', () => {
  const rings = Object.entries(usualRings);
  expect(rings.every(([id, ring]) => isBuiltInRing(id) && totalDays(ring) <= 60)).toBe(true);
  expect(rings.map(([, { order }]) => order)).toEqual([1, 5, 9]);
  expect(['staging', 'general', 'executive', 'ring_1'].map((id) => [isBuiltInRing(id), isDefaultRing(id as 'general')])).toEqual([
    [true, false],
    [true, true],
    [true, false],
    [false, false],
  ]);
});
