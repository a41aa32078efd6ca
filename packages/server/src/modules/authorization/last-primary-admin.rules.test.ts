import { describe, expect, it } from 'vitest';
import { type Cause, type Consequence, consequenceOf } from './last-primary-admin.rules.ts';

// noted before, true after the act, and what follows from an act of a person and from deprovisioning
const table: [unattended: boolean, inEffect: boolean, Record<Cause, Consequence>][] = [
  [false, true, { act: 'none', deprovisioning: 'none' }],
  [false, false, { act: 'refused', deprovisioning: 'flagged' }],
  [true, true, { act: 'attended', deprovisioning: 'attended' }],
  [true, false, { act: 'none', deprovisioning: 'none' }],
];

describe('the last Primary Admin', () => {
  it.each(
    table.flatMap(([unattended, inEffect, row]) =>
      (['act', 'deprovisioning'] as const).map((cause) => [unattended, inEffect, cause, row[cause]] as const),
    ),
  )('D21 unattended before %s, in effect after %s, by %s: %s', (unattended, inEffect, cause, consequence) => {
    expect(consequenceOf({ unattended, inEffect }, cause)).toBe(consequence);
  });
});
