import type { PermissionKey } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoomMatter, roomMatter } from '../../kernel/rights.ts';
import { administratorMay, isAdministrator } from './administrators.ts';
import { decide, meets } from './decide.ts';
import { assignment, customer, customerFacts, delegation, otherCustomer, partner, person } from './facts.fixture.ts';
import { type ActorFacts, type CustomerFacts, assignmentsOf } from './facts.ts';
import { keepStanding, noStandings, standingIn } from './standings.ts';

describe('standings by number', () => {
  it.each([
    ['one after another', (n: number) => n + 1],
    ['at one and the same place', (n: number) => 1024 * (n + 1)],
    ['beyond 32 bits', (n: number) => 2 ** 33 + 3 * n],
  ])('are found again, and no other, when numbers come %s', (_, numberOf) => {
    const standings = noStandings();
    const numbers = Array.from({ length: 200 }, (__, n) => numberOf(n));
    for (const [n, number] of numbers.entries()) {
      expect(standingIn(standings, number)).toBeUndefined();
      keepStanding(standings, number, n);
      expect(numbers.slice(0, n + 1).map((one) => standingIn(standings, one))).toEqual(numbers.slice(0, n + 1).map((___, i) => i));
    }
  });

  it('are bounded: whoever comes after 4,096 others is found, and the others are worked out again', () => {
    const standings = noStandings();
    for (let number = 1; number <= 4096; number += 1) keepStanding(standings, number, number);
    expect([1, 2048, 4096].map((number) => standingIn(standings, number))).toEqual([1, 2048, 4096]);
    const full = standings.length;
    for (let number = 4097; number <= 10_000; number += 1) keepStanding(standings, number, number);
    expect([1, 4096, 10_000].map((number) => standingIn(standings, number))).toEqual([undefined, undefined, 10_000]);
    expect(standings.length).toBeLessThanOrEqual(full);
  });
});

describe('a person', () => {
  it('D43 never stands as it did before it was read anew', () => {
    const facts = customerFacts([]);
    const sees = (who: ReturnType<typeof person>) => decide(facts, who, 'rooms.view', roomMatter(customer, ['all'])).outcome;
    const before = person({ organization: customer, roles: ['global-admin'] });
    expect([before, person({ organization: customer }), before].map(sees)).toEqual(['allow', 'deny', 'allow']);
  });
});

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

/** The rules read one assignment after the other. */
function plainly(facts: CustomerFacts, who: ActorFacts, action: PermissionKey, { atoms: of }: RoomMatter): string {
  if (who.organization === facts.customer && isAdministrator(who)) return administratorMay.has(action) ? 'allow' : 'deny';
  const delegated = facts.delegations.get(who.organization);
  const isHeld = assignmentsOf(facts, who).some(({ permissions, atoms: over }) => permissions.has(action) && meets(over, of));
  if (!isHeld || (delegated !== undefined && !meets(delegated.within, of))) return 'deny';
  return delegated?.manual.has(action) === true ? 'needs_approval' : 'allow';
}

describe('assignments as bits', () => {
  it('D13 D22 D23 D36 say what the assignments say one after the other, however many there are', () => {
    fc.assert(
      fc.property(
        fc.array(anyAssignment, { maxLength: 70, size: 'max' }),
        fc.subarray([...atoms]),
        fc.array(fc.subarray([...atoms]), { minLength: 1, maxLength: 3 }),
        (assignments, within, rooms) => {
          const facts = customerFacts(assignments, [delegation({ within, manual: ['rooms.modify', 'devices.manage'] })]);
          for (const room of rooms.map((of) => roomMatter(customer, of)))
            for (const who of people)
              expect(actions.map((action) => decide(facts, who, action, room).outcome)).toEqual(
                actions.map((action) => plainly(facts, who, action, room)),
              );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0, 29, 30, 31, 32, 60, 61, 62, 63])('D22 gives over the rooms of assignment %i only, and administers nothing', (at) => {
    const held = (n: number, member: 'user:usr_ann' | 'user:usr_bob') =>
      assignment({ permissions: ['rooms.view'], atoms: [`group:g${n}`], members: [member] });
    const facts = customerFacts(Array.from({ length: 64 }, (_, n) => held(n, n === at ? 'user:usr_ann' : 'user:usr_bob')));
    const rooms = Array.from({ length: 64 }, (_, n) => roomMatter(customer, ['all', `group:g${n}`]));
    const seenBy = (id: 'usr_ann' | 'usr_bob') =>
      rooms.flatMap((room, n) => (decide(facts, person({ organization: customer, id }), 'rooms.view', room).outcome === 'allow' ? [n] : []));
    expect(seenBy('usr_ann')).toEqual([at]);
    expect(seenBy('usr_bob')).toEqual(rooms.flatMap((_, n) => (n === at ? [] : [n])));
    const others = [...administratorMay].filter((action) => action !== 'rooms.view');
    expect(
      others.filter((action) => rooms.some((room) => decide(facts, person({ organization: customer }), action, room).outcome !== 'deny')),
    ).toEqual([]);
  });
});
