import type { PermissionKey } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roomMatter } from '../../kernel/rights.ts';
import { decide } from './decide.ts';
import { assignment, customer, customerFacts, delegation, otherCustomer, partner, person } from './facts.fixture.ts';
import { administrator, numberOf, standingOf } from './standing-index.ts';
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

  it('are bounded: whoever comes after 4,096 others is found, and the others are worked out again', () => {
    const standings = noStandings();
    for (let number = 1; number <= 4096; number += 1) keepStanding(standings, number, numbered(number));
    expect([1, 2048, 4096].map((number) => standingIn(standings, number)?.gives)).toEqual([1, 2048, 4096]);
    const full = standings.length;
    for (let number = 4097; number <= 10_000; number += 1) keepStanding(standings, number, numbered(number));
    expect([1, 4096, 10_000].map((number) => standingIn(standings, number)?.gives)).toEqual([undefined, undefined, 10_000]);
    expect(standings.length).toBeLessThanOrEqual(full);
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

/** Two of them stand beyond the first 32 permissions, by which most is told. */
const actions: readonly PermissionKey[] = ['rooms.view', 'rooms.modify', 'tickets.update', 'devices.manage', 'reviews.manage'];
const atoms = ['all', 'group:rgrp_a', 'room:room_1', 'rule:rule_1'];
const anyAssignment = fc
  .record({
    permissions: fc.subarray([...actions]),
    members: fc.subarray(['user:usr_ann', 'group:grp_a', 'group:grp_b'] as const, { minLength: 1 }),
    atoms: fc.subarray([...atoms]),
    partner: fc.constantFrom(null, partner),
  })
  .map((given) => assignment(given));
const people = [customer, partner, otherCustomer].flatMap((organization) => [
  person({ organization }),
  person({ organization, groups: ['grp_a', 'grp_b'] }),
  person({ organization, id: 'usr_bob', groups: ['grp_b'] }),
  person({ organization, id: 'usr_bob', roles: ['global-admin'] }),
]);

describe('a room that is kept', () => {
  it('D22 D23 is decided about as when it is asked about for the first time, whoever and whatever was asked about before', () => {
    expect(actions.filter((action) => numberOf(action) >= 32)).toHaveLength(2);
    fc.assert(
      fc.property(
        fc.array(anyAssignment, { maxLength: 40 }),
        fc.subarray([...atoms]),
        fc.array(fc.subarray(atoms.slice(1)), { minLength: 1, maxLength: 4 }),
        (assignments, within, rooms) => {
          const facts = () => customerFacts(assignments, [delegation({ within, manual: ['rooms.modify', 'devices.manage'] })]);
          const kept = { facts: facts(), rooms: rooms.map((of) => roomMatter(customer, ['all', ...of])) };
          const asked = kept.rooms.flatMap((room) => people.flatMap((who) => actions.map((action) => ({ room, who, action }))));
          const first = asked.map(({ room, who, action }) => decide(facts(), who, action, roomMatter(customer, room.atoms)));
          for (let round = 0; round < 2; round += 1)
            expect(asked.map(({ room, who, action }) => decide(kept.facts, who, action, room))).toEqual(first);
        },
      ),
      { numRuns: 60 },
    );
  });
});
