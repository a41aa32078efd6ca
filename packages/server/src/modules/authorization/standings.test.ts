import { describe, expect, it } from 'vitest';
import { customer, customerFacts, person } from './facts.fixture.ts';
import { administrator, standingOf } from './standing-index.ts';
import { keepStanding, noStandings, standingIn } from './standings.ts';

const { gives: _, ...rest } = administrator;
const numbered = (number: number): typeof administrator => ({ ...rest, gives: number });

describe('standings by number', () => {
  it.each([
    ['one after another', (n: number) => n + 1],
    ['at one and the same place', (n: number) => 1024 * (n + 1)],
    ['beyond 32 bits', (n: number) => 2 ** 33 + 3 * n],
  ])('are found again, and no other, when numbers come %s', (__, numberOf) => {
    const standings = noStandings();
    const numbers = Array.from({ length: 200 }, (___, n) => numberOf(n));
    for (const [n, number] of numbers.entries()) {
      expect(standingIn(standings, number)).toBeUndefined();
      keepStanding(standings, number, numbered(n));
      expect(numbers.slice(0, n + 1).map((one) => standingIn(standings, one)?.gives)).toEqual(numbers.slice(0, n + 1).map((____, i) => i));
    }
  });

  it('are bounded: whoever comes after 256 others is found, and the others are worked out again', () => {
    const standings = noStandings();
    for (let number = 1; number <= 1000; number += 1) keepStanding(standings, number, numbered(number));
    expect(standingIn(standings, 1000)?.gives).toBe(1000);
    expect(standingIn(standings, 1)).toBeUndefined();
    expect(standings.length).toBeLessThanOrEqual(1024);
  });
});

describe('a person', () => {
  it('D43 never stands as it did before it was read anew', () => {
    const facts = customerFacts([]);
    const before = person({ organization: customer, roles: ['global-admin'] });
    expect(standingOf(facts, before)).toBe(administrator);
    expect(standingOf(facts, person({ organization: customer }))).not.toBe(administrator);
    expect(standingOf(facts, before)).toBe(administrator);
  });
});
