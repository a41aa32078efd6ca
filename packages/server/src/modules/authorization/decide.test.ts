import { readFileSync } from 'node:fs';
import { type BuiltInRole, type PermissionKey, builtInRoles, permissionKeys, permissionsOf } from '@keyholder/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AtomKey, type Matter, roomMatter } from '../../kernel/rights.ts';
import { decide, holdsAnywhere } from './decide.ts';
import { assignment, customer, customerFacts, delegation, otherCustomer, partner, person } from './facts.fixture.ts';
import { grantAt } from './grants.ts';

const room = (...atoms: AtomKey[]): Matter => ({ customer, kind: 'room', atoms: ['all', ...atoms] });
const table1: Record<string, string>[] = parse(readFileSync(new URL('../../../../../tests/cases/permissions.csv', import.meta.url)), {
  columns: true,
});

describe('Table 1', () => {
  for (const row of table1) {
    for (const role of ['managed-service-admin', 'site-lead', 'site-tech', 'primary-admin'] as const) {
      const may = row[role] === 'yes';
      it(`${role} ${may ? 'may' : 'may not'} ${row['key']}`, () => {
        expect(outcomeFor(role, row['key'] as PermissionKey)).toBe(may ? 'allow' : 'deny');
      });
    }
  }
  it('holds 76 cells', () => expect(table1.length * 4).toBe(76));
});

function outcomeFor(role: BuiltInRole, permission: PermissionKey): string {
  const permissions = permissionsOf(role);
  if (role === 'managed-service-admin')
    return decide(customerFacts([]), person({ organization: customer, roles: ['managed-service-admin'] }), permission, room()).outcome;
  const isPartner = role === 'primary-admin';
  const held = assignment({ permissions, atoms: ['all'], role, partner: isPartner ? partner : null });
  const facts = customerFacts([held], isPartner ? [delegation({ within: ['all'] })] : []);
  return decide(facts, person({ organization: isPartner ? partner : customer }), permission, room()).outcome;
}

describe('scopes', () => {
  const technician = person({ organization: partner, groups: ['grp_deep'] });
  const help = (atoms: AtomKey[]) => assignment({ permissions: ['rooms.view', 'rooms.modify'], atoms, partner, members: ['group:grp_deep'] });
  const cases: [name: string, held: AtomKey[], within: AtomKey[], of: AtomKey[], outcome: string][] = [
    ['D22 allows a room of the assignment', ['room:room_a'], ['all'], ['room:room_a'], 'allow'],
    ['D22 denies another room of that customer', ['room:room_a'], ['all'], ['room:room_b'], 'deny'],
    ['D23 denies what the assignment reaches beyond the delegated scope', ['all'], ['group:rgrp_us'], ['room:room_b'], 'deny'],
    [
      'D23 allows where both scopes meet in one room by different atoms',
      ['rule:rule_1'],
      ['group:rgrp_us'],
      ['rule:rule_1', 'group:rgrp_us'],
      'allow',
    ],
    ['D23 denies where only the delegated scope covers the room', ['room:room_a'], ['group:rgrp_us'], ['group:rgrp_us'], 'deny'],
  ];
  for (const [name, held, within, of, outcome] of cases) {
    it(name, () =>
      expect(decide(customerFacts([help(held)], [delegation({ within })]), technician, 'rooms.view', room(...of)).outcome).toBe(outcome),
    );
  }
  const rooms = (...each: AtomKey[][]): Matter => ({ customer, kind: 'rooms', rooms: each.map((atoms) => ['all', ...atoms]) });
  const made: [name: string, key: PermissionKey, side: 'customer' | 'partner', of: AtomKey[][], outcome: string][] = [
    ['D35 shows what holds one room of the scope', 'groups.view', 'partner', [['room:room_a'], ['room:room_b']], 'allow'],
    ['D35 hides from a partner what holds none of its rooms', 'groups.view', 'partner', [['room:room_b']], 'deny'],
    ['D35 hides from a partner what holds no room', 'groups.view', 'partner', [], 'deny'],
    ['shows the customer’s own people what holds no room yet', 'groups.view', 'customer', [], 'allow'],
    ['D34 lets change what holds only rooms of the scope', 'rings.modify', 'partner', [['room:room_a'], ['room:room_c']], 'allow'],
    ['D34 shows every ring to whoever sees rings there', 'rings.view', 'partner', [['room:room_b']], 'allow'],
    ['D34 lets change nothing that holds another room too', 'rings.modify', 'partner', [['room:room_a'], ['room:room_b']], 'deny'],
    ['Table 1 lets the customer’s people change what holds no room yet', 'groups.modify', 'customer', [], 'allow'],
    [
      'Table 1 lets the customer’s people change nothing that holds a room beyond their scope',
      'groups.modify',
      'customer',
      [['room:room_b']],
      'deny',
    ],
  ];
  for (const [name, key, side, of, outcome] of made) {
    it(name, () => {
      const own = side === 'customer' ? null : partner;
      // two assignments that cover the rooms together only
      const facts = customerFacts(
        (['room:room_a', 'room:room_c'] as const).map((atom) =>
          assignment({ permissions: ['groups.view', 'groups.modify', 'rings.view', 'rings.modify'], atoms: [atom], partner: own }),
        ),
        [delegation({ within: ['all'] })],
      );
      expect(decide(facts, person({ organization: own ?? customer }), key, rooms(...of)).outcome).toBe(outcome);
    });
  }
  it('D29 gives nothing at another customer', () => {
    const facts = customerFacts([help(['all'])], [delegation({ within: ['all'] })]);
    expect(
      decide(customerFacts([], [], otherCustomer), technician, 'rooms.view', { customer: otherCustomer, kind: 'room', atoms: ['all'] }).outcome,
    ).toBe('deny');
    expect(decide(facts, technician, 'rooms.view', room()).outcome).toBe('allow');
  });
  it('D43 gives nothing once the delegation is gone, whatever assignments are left', () => {
    expect(decide(customerFacts([help(['all'])]), technician, 'rooms.view', room()).outcome).toBe('deny');
  });
  it('D27 takes no partner assignment for a person of the customer, nor the other way round', () => {
    const mixed = customerFacts([assignment({ permissions: ['rooms.view'], atoms: ['all'], partner })], [delegation({ within: ['all'] })]);
    expect(decide(mixed, person({ organization: customer }), 'rooms.view', room()).outcome).toBe('deny');
    const own = customerFacts([assignment({ permissions: ['rooms.view'], atoms: ['all'] })], [delegation({ within: ['all'] })]);
    expect(decide(own, person({ organization: partner }), 'rooms.view', room()).outcome).toBe('deny');
  });
  it('denies a disabled person everything', () => {
    const admin = person({ organization: customer, roles: ['global-admin'], active: false });
    expect(permissionKeys.every((key) => decide(customerFacts([]), admin, key, room()).outcome === 'deny')).toBe(true);
    expect(holdsAnywhere(customerFacts([]), admin, 'rooms.view')).toBe(false);
  });
});

describe('a room that is kept to be asked about again', () => {
  const held = (atoms: AtomKey[], side: 'home' | 'partner' = 'home') =>
    assignment({ permissions: ['rooms.view'], atoms, partner: side === 'home' ? null : partner });
  const seenBy = (facts: ReturnType<typeof customerFacts>, organization: typeof customer, kept: Matter): string =>
    decide(facts, person({ organization }), 'rooms.view', kept).outcome;

  it('D23 is decided anew under other facts, and again under the former ones', () => {
    const kept = roomMatter(customer, ['all', 'group:a']);
    const before = customerFacts([held(['group:a'])]);
    const after = customerFacts([held(['group:b'])]);
    expect([before, before, after, after, before].map((facts) => seenBy(facts, customer, kept))).toEqual(['allow', 'allow', 'deny', 'deny', 'allow']);
  });
  it('D22 D23 keeps the sides apart, in whatever order they are asked', () => {
    const kept = roomMatter(customer, ['all', 'group:a']);
    const facts = customerFacts([held(['group:b']), held(['group:a'], 'partner')], [delegation({ within: ['group:a'] })]);
    expect([customer, partner, customer, partner].map((side) => seenBy(facts, side, kept))).toEqual(['deny', 'allow', 'deny', 'allow']);
    const cut = customerFacts([held(['group:b']), held(['group:a'], 'partner')], [delegation({ within: ['group:b'] })]);
    expect(seenBy(cut, partner, kept)).toBe('deny');
  });
  it('D22 tells apart more assignments than have a place in one number', () => {
    const kept = roomMatter(customer, ['all', 'group:g40']);
    const many = Array.from({ length: 70 }, (_, n) =>
      assignment({
        permissions: [n === 40 ? 'rooms.modify' : 'rooms.view'],
        atoms: [`group:g${n}`],
        members: [n % 2 === 0 ? 'user:usr_ann' : 'user:usr_bob'],
      }),
    );
    const facts = customerFacts(many);
    const may = (action: PermissionKey): string => decide(facts, person({ organization: customer }), action, kept).outcome;
    expect([may('rooms.modify'), may('rooms.view'), may('rooms.modify')]).toEqual(['allow', 'deny', 'allow']);
  });
});

describe('change control', () => {
  const facts = customerFacts(
    [assignment({ permissions: permissionsOf('primary-admin'), atoms: ['all'], partner, role: 'primary-admin' })],
    [delegation({ within: ['all'], manual: ['rooms.modify'] })],
  );
  it('D36 lets a manual event wait for the customer', () => {
    expect(decide(facts, person({ organization: partner }), 'rooms.modify', room())).toEqual({ outcome: 'needs_approval', event: 'rooms.modify' });
  });
  it('D36 does an automatic event at once', () => {
    expect(decide(facts, person({ organization: partner }), 'tickets.update', room()).outcome).toBe('allow');
  });
  it('D36 binds partners only', () => {
    expect(decide(facts, person({ organization: customer, roles: ['managed-service-admin'] }), 'rooms.modify', room()).outcome).toBe('allow');
  });
});

describe('rights at home', () => {
  const rows: [right: 'invitations.answer' | 'directory.modify' | 'platform.operate', holders: string[]][] = [
    ['invitations.answer', ['global-admin', 'managed-service-admin', 'tenant-manager']],
    ['directory.modify', ['global-admin', 'managed-service-admin']],
    ['platform.operate', ['operator']],
  ];
  for (const [right, holders] of rows) {
    it(`D13 D19 ${right} belongs to ${holders.join(', ')} and to nobody else`, () => {
      const all = [
        'global-admin',
        'managed-service-admin',
        'tenant-manager',
        'billing-admin',
        'helpdesk-admin',
        'admin-agent',
        'helpdesk-agent',
        'sales-agent',
        'operator',
      ] as const;
      const may = all.filter(
        (role) =>
          decide(customerFacts([], [], partner), person({ organization: partner, roles: [role] }), right, { customer: partner, kind: 'organization' })
            .outcome === 'allow',
      );
      expect(may).toEqual(holders);
    });
  }
  it('D42 lets only a Primary Admin of that customer leave', () => {
    const facts = customerFacts(
      [
        assignment({ permissions: ['rooms.view'], atoms: ['all'], partner }),
        assignment({ permissions: [], atoms: ['all'], partner, role: 'primary-admin', members: ['user:usr_lead'] }),
      ],
      [delegation({ within: ['all'] })],
    );
    expect(decide(facts, person({ organization: partner }), 'delegation.leave', { customer, kind: 'organization' }).outcome).toBe('deny');
    expect(decide(facts, person({ organization: partner, id: 'usr_lead' }), 'delegation.leave', { customer, kind: 'organization' }).outcome).toBe(
      'allow',
    );
  });
});

describe('lists', () => {
  const atom = fc.constantFrom<AtomKey>('all', 'group:rgrp_1', 'group:rgrp_2', 'rule:rule_1', 'room:room_1', 'room:room_2');
  const permission = fc.constantFrom<PermissionKey>('rooms.view', 'rooms.modify', 'tickets.view');
  const held = fc.record({ permissions: fc.uniqueArray(permission), atoms: fc.uniqueArray(atom), ofPartner: fc.boolean() });
  it('holds exactly the rooms for which decide does not deny (list ≡ filter(all, decide))', () => {
    fc.assert(
      fc.property(
        fc.array(held),
        fc.uniqueArray(atom),
        fc.uniqueArray(permission),
        permission,
        fc.uniqueArray(atom),
        fc.boolean(),
        (assignments, within, manual, asked, atoms, asPartner) => {
          const facts = customerFacts(
            assignments.map(({ permissions, atoms: scope, ofPartner }) =>
              assignment({ permissions, atoms: scope, partner: ofPartner ? partner : null }),
            ),
            [delegation({ within, manual })],
          );
          const actor = person({ organization: asPartner ? partner : customer });
          const grant = grantAt(facts, actor, asked);
          const listed =
            grant !== undefined &&
            grant.atoms.some((one) => atoms.includes(one)) &&
            (grant.within === null || grant.within.some((one) => atoms.includes(one)));
          expect(listed).toBe(decide(facts, actor, asked, { customer, kind: 'room', atoms }).outcome !== 'deny');
        },
      ),
      { numRuns: 2000 },
    );
  });
  it('names every built-in role once', () => expect(new Set(builtInRoles).size).toBe(builtInRoles.length));
});

describe('a partner’s part of the relationship', () => {
  const asked = (of: typeof partner): Matter => ({ customer, kind: 'organization', partner: of });
  const held = assignment({ permissions: permissionsOf('primary-admin'), atoms: ['all'], role: 'primary-admin', partner });
  const admin = person({ organization: partner });

  it('D27 A93 is nothing to people of another partner, and open to the customer', () => {
    const facts = customerFacts([held], [delegation({ within: ['all'] })]);
    expect(decide(facts, admin, 'roles.view', asked(partner)).outcome).toBe('allow');
    expect(decide(facts, admin, 'roles.view', asked('org_rival')).outcome).toBe('deny');
    const own = person({ organization: customer, roles: ['managed-service-admin'] });
    expect(decide(facts, own, 'roles.view', asked('org_rival')).outcome).toBe('allow');
  });

  it('D66 D05 lets Primary Admins and Tenant Managers name Primary Admins, and waits where roles.modify is manual', () => {
    const stranger = { id: 'usr_bob' } as const;
    const manager = person({ organization: partner, ...stranger, roles: ['tenant-manager'] });
    const global = person({ organization: partner, ...stranger, roles: ['global-admin'] });
    const by = (who: typeof admin, manual: PermissionKey[] = []) =>
      decide(customerFacts([held], [delegation({ within: ['all'], manual })]), who, 'primary_admins.add', asked(partner)).outcome;
    expect([by(admin), by(manager), by(global)]).toEqual(['allow', 'allow', 'deny']);
    expect(by(manager, ['roles.modify'])).toBe('needs_approval');
    expect(decide(customerFacts([held]), manager, 'primary_admins.add', asked(partner)).outcome).toBe('deny');
  });
});
