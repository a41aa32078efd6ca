import { describe, expect, it } from 'vitest';
import { chosenPeriod, periodQuery } from './period.ts';

const now = new Date(2026, 10, 21, 16, 30);

describe('the period of a report', () => {
  it('is the last 30 days where the address says nothing, or something else', () => {
    expect(chosenPeriod({})).toEqual({ kind: 'last', days: 30 });
    expect(chosenPeriod({ days: '-5' })).toEqual({ kind: 'last', days: 30 });
    expect(periodQuery(chosenPeriod({ days: '7' }), now)).toEqual({ from: new Date(2026, 10, 14).toISOString(), until: undefined });
  });

  it('stays the same query all day', () => {
    const period = chosenPeriod({ days: '90' });
    expect(periodQuery(period, new Date(2026, 10, 21, 23, 59))).toEqual(periodQuery(period, now));
  });

  it('takes in the last day of one’s own choice, and is open where a day is missing', () => {
    expect(periodQuery(chosenPeriod({ from: '2026-03-01', to: '2026-03-31' }), now)).toEqual({
      from: new Date(2026, 2, 1).toISOString(),
      until: new Date(2026, 3, 1).toISOString(),
    });
    expect(periodQuery(chosenPeriod({ from: '2026-03-01' }), now).until).toBeUndefined();
  });
});
