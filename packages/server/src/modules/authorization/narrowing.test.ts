import { permissionKeys } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionKey } from '../../kernel/rights.ts';
import { authorityFrom } from './authority.ts';
import { assignment, customer, customerFacts, delegation, otherCustomer, partner, person } from './facts.fixture.ts';
import { narrowedTo, wantedWithin } from './narrowing.ts';

const home = partner;
const rights: ActionKey[] = [...permissionKeys, 'invitations.answer', 'delegation.view', 'delegation.leave', 'directory.view', 'directory.modify'];
const at = (where: typeof customer) =>
  customerFacts(
    [assignment({ permissions: ['rooms.view', 'rooms.modify', 'tickets.view'], atoms: ['all'], partner })],
    [delegation({ within: ['all'] })],
    where,
  );
const full = authorityFrom(
  person({ organization: home, roles: ['global-admin'], delegatedBy: [customer, otherCustomer] }),
  new Map([customer, otherCustomer, home].map((where) => [where, where === home ? customerFacts([], [], home) : at(where)])),
  new Map(),
);
const whole = (where: typeof customer) => ({ customer: where, kind: 'organization' as const });

describe('a token that is narrowed', () => {
  it('A17 to one customer knows no other, the own organization least of all', () => {
    const narrow = narrowedTo({ permissions: undefined, customers: [customer] }, full);
    expect(narrow.customers).toEqual([customer]);
    expect([customer, otherCustomer, home].map((where) => narrow.known(where))).toEqual([true, false, false]);
    expect(narrow.grants('rooms.view').map((grant) => grant.customer)).toEqual([customer]);
    expect(narrow.decide('rooms.view', whole(otherCustomer)).outcome).toBe('deny');
    expect(wantedWithin({ permissions: undefined, customers: [customer] }, 'all')).toEqual([customer]);
    expect(wantedWithin({ permissions: undefined, customers: [customer] }, [otherCustomer, home])).toEqual([]);
  });

  it('A16 to permissions does nothing else, and of what no permission names it only looks', () => {
    const narrow = narrowedTo({ permissions: ['rooms.view'], customers: undefined }, full);
    const may = (action: ActionKey, where: typeof customer): boolean => narrow.decide(action, whole(where)).outcome !== 'deny';
    expect(rights.filter((action) => may(action, customer))).toEqual(['rooms.view', 'delegation.view']);
    expect(rights.filter((action) => may(action, home))).toEqual(['rooms.view', 'delegation.view', 'directory.view']);
    expect(narrow.grants('rooms.modify')).toEqual([]);
    expect(narrow.allowedActions(whole(customer), ['rooms.view', 'rooms.modify'])).toEqual([
      { action: 'rooms.view', allowed: true },
      { action: 'rooms.modify', allowed: false, reason: 'forbidden' },
    ]);
  });

  it('A16 A17 never has anything that its person has not, whatever its limits', () => {
    const limits = fc.record({
      permissions: fc.option(fc.subarray([...permissionKeys], { minLength: 1 }), { nil: undefined }),
      customers: fc.option(fc.subarray([customer, otherCustomer, home], { minLength: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(limits, fc.constantFrom(...rights), fc.constantFrom(customer, otherCustomer, home), (given, action, where) => {
        const narrow = narrowedTo(given, full);
        const [before, after] = [full.decide(action, whole(where)).outcome, narrow.decide(action, whole(where)).outcome];
        expect(after === 'deny' || after === before).toBe(true);
        expect(!narrow.anyWay(action, where) || full.anyWay(action, where)).toBe(true);
        expect(!narrow.known(where) || full.known(where)).toBe(true);
      }),
    );
    expect(narrowedTo(undefined, full)).toBe(full);
  });
});
