import type { PermissionKey } from '@keyholder/contract';
import { permissionsOf } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import type { AtomKey } from '../../kernel/rights.ts';
import { holdsAllOf } from './carried-rights.rules.ts';
import { assignment, customer, customerFacts, delegation, partner, person } from './facts.fixture.ts';

const help: PermissionKey[] = ['tickets.view', 'tickets.update'];
const primary = permissionsOf('primary-admin');
const within: AtomKey[] = ['group:rgrp_a', 'room:room_1'];

/** What the author holds, and what the group of the assignment gives, both at the partner's customer. */
function holds(own: { permissions: readonly PermissionKey[]; atoms: AtomKey[]; role?: string } | undefined, given: typeof own, scope = within) {
  const carried = assignment({ permissions: [], atoms: [], ...given, members: ['group:grp_g'], partner, role: given?.role ?? 'role_given' });
  const held = own === undefined ? [] : [assignment({ ...own, partner, role: own.role ?? 'role_own' })];
  const facts = customerFacts([carried, ...held], [delegation({ within: scope })]);
  return holdsAllOf(facts, person({ organization: partner }), carried);
}

describe('holding what a group carries', () => {
  it.each([
    ['nothing at all', undefined, { permissions: help, atoms: within }, false],
    ['the same over the same', { permissions: help, atoms: within }, { permissions: help, atoms: within }, true],
    ['more over more', { permissions: [...help, 'rooms.view' as const], atoms: ['all'] }, { permissions: help, atoms: within }, true],
    ['one permission less', { permissions: ['tickets.view' as const], atoms: within }, { permissions: help, atoms: within }, false],
    ['one atom less', { permissions: help, atoms: ['room:room_1'] }, { permissions: help, atoms: within }, false],
    ['another scope', { permissions: help, atoms: ['group:rgrp_b'] }, { permissions: help, atoms: ['room:room_1'] }, false],
    ['the whole delegated scope, where it says all: D23 cuts it', { permissions: help, atoms: within }, { permissions: help, atoms: ['all'] }, true],
    [
      'the whole delegated scope, where it names what is beyond',
      { permissions: help, atoms: within },
      { permissions: help, atoms: ['group:rgrp_z'] },
      true,
    ],
  ] satisfies [string, Parameters<typeof holds>[0], Parameters<typeof holds>[1], boolean][])('D28 with %s', (_title, own, given, expected) => {
    expect(holds(own, given)).toBe(expected);
  });

  it('D28 D25 takes a Primary Admin for Primary Admin, not somebody with the same permissions', () => {
    const given = { permissions: primary, atoms: within, role: 'primary-admin' };
    expect(holds({ permissions: primary, atoms: ['all'] }, given)).toBe(false);
    expect(holds({ permissions: primary, atoms: within, role: 'primary-admin' }, given)).toBe(true);
  });

  it('D28 an empty delegated scope makes nobody hold the whole of it', () => {
    expect(holds({ permissions: help, atoms: ['room:room_1'] }, { permissions: help, atoms: ['all'] }, [])).toBe(false);
  });

  it('D28 is met by being behind the assignment oneself, and by nobody who is disabled', () => {
    const carried = assignment({ permissions: help, atoms: within, members: ['group:grp_g'], partner });
    const facts = customerFacts([carried], [delegation({ within })]);
    expect(holdsAllOf(facts, person({ organization: partner, groups: ['grp_g'] }), carried)).toBe(true);
    expect(holdsAllOf(facts, person({ organization: partner, groups: ['grp_g'], active: false }), carried)).toBe(false);
  });

  it('D28 A52 at home a Managed Service Administrator holds its column and no custom right beyond it', () => {
    const msa = person({ organization: customer, roles: ['managed-service-admin'] });
    const inside = assignment({ permissions: help, atoms: ['all'], members: ['group:grp_g'] });
    expect(holdsAllOf(customerFacts([inside]), msa, inside)).toBe(true);
    expect(holdsAllOf(customerFacts([inside]), person({ organization: customer }), inside)).toBe(false);
  });

  it('D29 what is held at one customer counts at no other', () => {
    const elsewhere = customerFacts([assignment({ permissions: help, atoms: ['all'], partner })], [delegation({ within })], 'org_other');
    const carried = assignment({ permissions: help, atoms: within, members: ['group:grp_g'], partner });
    const here = customerFacts([carried], [delegation({ within })]);
    expect(elsewhere.byMember.size).toBeGreaterThan(0);
    expect(holdsAllOf(here, person({ organization: partner }), carried)).toBe(false);
  });
});
