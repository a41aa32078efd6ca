import type { OrganizationId } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import type { Authority, Grant } from '../../kernel/rights.ts';
import { reachIn } from './events.routes.ts';

const one: OrganizationId = 'org_one';
const other: OrganizationId = 'org_other';
const holding = (...grants: Grant[]): Authority => ({
  home: 'org_home',
  epochs: new Map(),
  customers: grants.map(({ customer }) => customer),
  anyWay: () => false,
  decide: () => ({ outcome: 'deny', code: 'forbidden' }),
  known: () => true,
  grants: () => grants,
  partnerAt: () => undefined,
  rolesAt: () => [],
  allowedActions: () => [],
});
const grant = (customer: OrganizationId, atoms: string[], within: string[] | null): Grant => ({ customer, atoms, within });

describe('what an open page is told about its own reach', () => {
  const before = reachIn(holding(grant(one, ['all'], ['rule:rule_1', 'group:rgrp_1'])));

  it('D23 D24 changes with the rooms delegated to it, where its customers stay', () => {
    const narrowed = reachIn(holding(grant(one, ['all'], ['rule:rule_1'])));
    expect(narrowed.customers).toEqual(before.customers);
    expect(narrowed.scopes).not.toBe(before.scopes);
  });

  it('A14 stays where the same facts come in another order', () => {
    expect(reachIn(holding(grant(one, ['all'], ['group:rgrp_1', 'rule:rule_1'])))).toEqual(before);
    const both = [grant(one, ['room:room_1', 'all'], null), grant(other, ['all'], null)] as const;
    expect(reachIn(holding(both[1], grant(one, ['all', 'room:room_1'], null))).scopes).toBe(reachIn(holding(...both)).scopes);
  });
});
