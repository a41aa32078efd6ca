import { describe, expect, it } from 'vitest';
import { startOfDay } from './days.ts';

describe('startOfDay', () => {
  it('is midnight where the person is, and the next midnight for the end of a range', () => {
    expect(startOfDay('2026-11-21')).toBe(new Date(2026, 10, 21).toISOString());
    expect(startOfDay('2026-11-30', 1)).toBe(new Date(2026, 11, 1).toISOString());
  });

  it.each([undefined, '', 'yesterday', '2026-1-1', '2026-11-21T00:00'])('is nothing for %j', (text) => expect(startOfDay(text)).toBeUndefined());
});
