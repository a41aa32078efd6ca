import { type OrganizationId, type PermissionKey, builtInRoles, permissionKeys, permissionsOf, requiredBy } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../kernel/name-key.ts';
import type { AtomKey, Grant } from '../../kernel/rights.ts';
import { authorityFrom } from './authority.ts';
import { assignment, customer, customerFacts, delegation, partner, person } from './facts.fixture.ts';
import type { AssignmentFacts, CustomerFacts } from './facts.ts';
import {
  type AtomsOf,
  type Author,
  beyondRights,
  builtInsOf,
  isAssignable,
  isBuiltInName,
  neverIn,
  objectionTo,
  reaches,
  unsoundPermissions,
} from './roles.rules.ts';
import { authorAt } from './standing.ts';

const ofCustomer = { customer, partner: null };
const ofPartner = { customer, partner };
const author = (grants: Partial<Record<PermissionKey, Grant>>): Author => ({ grant: (key) => grants[key], administrates: false });
const nowhere: AtomsOf = () => [];
const over = (atoms: AtomKey[], within: AtomKey[] | null = null): Grant => ({ customer, atoms, within });

describe('built-in roles', () => {
  it('D27 lists four for the customer’s people and Primary Admin alone for a partner’s', () => {
    expect(builtInsOf(ofCustomer)).toEqual(['managed-service-admin', 'site-lead', 'site-tech', 'auditor']);
    expect(builtInsOf(ofPartner)).toEqual(['primary-admin']);
  });
  it('D67 D68 lets nobody assign what is held in the directory or through Assigned admins', () => {
    expect(builtInRoles.filter(isAssignable)).toEqual(['site-lead', 'site-tech', 'auditor']);
  });
});

describe('names of roles', () => {
  it('A71 takes case, spaces, other spellings and unseen characters for one name', () => {
    const spellings = [
      'Site Lead',
      'SITE LEAD ',
      'Site\u00a0Lead',
      'Site  Lead',
      'Si\u200bte Lead',
      '\u202eSite Lead',
      'Ｓite Lead',
      'Site Lead\ufe0f',
    ];
    expect(spellings.filter((name) => !isBuiltInName(name))).toEqual([]);
    expect(nameKey('e\u0301cole')).toBe(nameKey('\u00c9COLE'));
  });
  it('A71 leaves no custom role the key of a built-in one, nor the name or key of a role in the directory', () => {
    expect(
      ['site-lead', 'PRIMARY-ADMIN', 'site_tech', 'Global Admin', 'global-admin', 'Tenant Manager'].filter((name) => !isBuiltInName(name)),
    ).toEqual([]);
  });
  it('A71 keeps letters of another script, and other words, apart', () => {
    expect(['Site Leads', 'S\u0456te Lead', 'Helpdesk'].filter(isBuiltInName)).toEqual([]);
  });
});

describe('what a custom role may hold', () => {
  const column = new Set(permissionsOf('primary-admin'));
  for (const key of permissionKeys) {
    it(`D26 ${key} ${column.has(key) ? 'may' : 'may not'} stand in a partner’s role`, () => {
      expect(neverIn(ofPartner, key) === undefined).toBe(column.has(key));
    });
  }
  it('D01 D24 D41 keeps partners.manage out of every custom role of the customer, and nothing else', () => {
    expect(permissionKeys.filter((key) => neverIn(ofCustomer, key) !== undefined)).toEqual(['partners.manage']);
  });
  it('A51 takes * for what nobody has', () => {
    expect([neverIn(ofCustomer, '*'), neverIn(ofPartner, '*')].every((why) => why !== undefined)).toBe(true);
  });
  it('D28 points at each permission that its author lacks, and at none that the role has already', () => {
    const faults = beyondRights(
      author({ 'rooms.view': over(['all']) }),
      ofCustomer,
      ['rooms.view', 'tickets.view', 'rooms.create', '*'],
      ['rooms.create'],
      '/permissions',
    );
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/permissions/1', 'exceeds_own_rights'],
      ['/permissions/3', 'exceeds_own_rights'],
    ]);
  });
  for (const key of permissionKeys) {
    const [needed] = requiredBy(key);
    if (needed === undefined) continue;
    it(`refuses ${key} without ${requiredBy(key).join(' or ')}`, () => {
      expect(unsoundPermissions([key], '/permissions')).toMatchObject([{ pointer: '/permissions/0', code: 'permission_requires' }]);
      expect(unsoundPermissions([needed, key], '/permissions')).toEqual([]);
    });
  }
});

describe('D28 how far one may give', () => {
  const lies: AtomsOf = (room) => (room === 'room:in' ? ['all', 'room:in', 'group:own'] : ['all', room]);
  const cases: [name: string, held: Grant, atom: AtomKey, may: boolean][] = [
    ['who holds it over all rooms, any atom', over(['all']), 'group:any', true],
    ['who holds the whole delegated scope, a wider atom, which is cut', over(['group:own', 'rule:r'], ['group:own', 'rule:r']), 'all', true],
    ['who holds a part of the delegated scope, no wider atom', over(['group:own'], ['group:own', 'rule:r']), 'all', false],
    ['an atom of one’s own assignment', over(['group:own'], ['all']), 'group:own', true],
    ['another group', over(['group:own']), 'group:other', false],
    ['a rule, even where all its rooms are one’s own', over(['group:own']), 'rule:r', false],
    ['a single room inside', over(['group:own']), 'room:in', true],
    ['a single room outside', over(['group:own']), 'room:out', false],
    ['a single room inside that was taken out of the delegation', over(['group:own'], ['rule:r']), 'room:in', false],
    ['nothing where the delegated scope is empty', over(['group:own'], []), 'all', false],
  ];
  for (const [name, held, atom, may] of cases) it(`${may ? 'allows' : 'refuses'} ${name}`, () => expect(reaches(held, atom, lies)).toBe(may));

  it('tells what one lacks from what one holds over less', () => {
    const held = author({ 'roles.modify': over(['all']), 'rooms.view': over(['group:own']) });
    const given = (permissions: PermissionKey[], atoms: AtomKey[]) => objectionTo(held, { permissions, atoms }, nowhere);
    expect(given(['rooms.view'], ['group:own'])).toBeUndefined();
    expect(given(['rooms.view'], ['group:own', 'all'])).toEqual({ code: 'exceeds_scope', beyond: [1] });
    expect(given(['rooms.modify'], ['group:own'])).toEqual({ code: 'exceeds_own_rights' });
  });
  it('bounds the giver by the reach of its roles.modify as well', () => {
    const held = author({ 'roles.modify': over(['group:own']), 'rooms.view': over(['all']) });
    expect(objectionTo(held, { permissions: ['rooms.view'], atoms: ['group:other'] }, nowhere)).toMatchObject({ code: 'exceeds_scope' });
  });
});

// A small estate: each room with its atoms. Everything a scope can name stands in `atoms`.
const rooms: readonly (readonly AtomKey[])[] = [
  ['all', 'room:1', 'group:a', 'rule:fr'],
  ['all', 'room:2', 'group:a', 'group:b'],
  ['all', 'room:3', 'group:b', 'rule:fr'],
  ['all', 'room:4'],
];
const atoms: readonly AtomKey[] = ['all', 'group:a', 'group:b', 'group:none', 'rule:fr', 'room:1', 'room:2', 'room:3', 'room:4'];
const atomsOf: AtomsOf = (room) => rooms.find((has) => has.includes(room)) ?? [];
const keys: readonly PermissionKey[] = ['roles.view', 'roles.modify', 'rooms.view', 'rooms.modify', 'tickets.view', 'tickets.update'];
const scope = fc.uniqueArray(fc.constantFrom(...atoms), { minLength: 1, maxLength: 4 });
const permissions = fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 });
type Held = { permissions: PermissionKey[]; atoms: AtomKey[] };
const held = fc.array(fc.record({ permissions, atoms: scope }), { minLength: 1, maxLength: 3 });

const giving = { id: 'usr_giver' } as const;
const taking = { id: 'usr_taker' } as const;
/** The facts of one customer: what the giver holds, and beside it what the taker gets, if anything. */
function factsOf(side: OrganizationId, giver: readonly Held[], within: AtomKey[], taker: readonly Held[]): CustomerFacts {
  const of =
    (member: 'user:usr_giver' | 'user:usr_taker') =>
    (one: Held): AssignmentFacts =>
      assignment({ ...one, atoms: [...one.atoms], members: [member], partner: side === customer ? null : side });
  return customerFacts([...giver.map(of('user:usr_giver')), ...taker.map(of('user:usr_taker'))], side === customer ? [] : [delegation({ within })]);
}
const can = (facts: CustomerFacts, side: OrganizationId, who: { id: 'usr_giver' | 'usr_taker' }) => {
  const authority = authorityFrom(person({ organization: side, ...who }), new Map([[customer, facts]]), new Map());
  return {
    authority,
    does: (key: PermissionKey, room: readonly AtomKey[]) => authority.decide(key, { customer, kind: 'room', atoms: room }).outcome !== 'deny',
  };
};

/** Every (permission, room) that the taker holds by `given` and the giver does not hold. */
function excess(side: OrganizationId, giver: readonly Held[], within: AtomKey[], given: Held): string[] {
  const before = can(factsOf(side, giver, within, []), side, giving);
  const after = can(factsOf(side, giver, within, [given]), side, taking);
  return keys.flatMap((key) => rooms.flatMap((room, n) => (after.does(key, room) && !before.does(key, room) ? [`${key} on room ${n + 1}`] : [])));
}

describe('D28 nobody gives what he does not have', () => {
  for (const side of [customer, partner]) {
    it(`whatever ${side === customer ? 'the customer’s own people' : 'a partner’s people'} hold, and whatever they are let give`, () => {
      let allowed = 0;
      fc.assert(
        fc.property(held, scope, permissions, scope, (giver, within, given, over_) => {
          const { authority } = can(factsOf(side, giver, within, []), side, giving);
          const objection = objectionTo(authorAt(authority, customer), { permissions: given, atoms: over_ }, atomsOf);
          if (objection !== undefined) return;
          allowed += 1;
          expect(excess(side, giver, within, { permissions: given, atoms: over_ })).toEqual([]);
        }),
        { numRuns: 3000 },
      );
      expect(allowed).toBeGreaterThan(50);
    });
  }

  it('finds the planted defect: a giver bounded by its permissions alone', () => {
    const careless = (giver: Author, given: Held) => given.permissions.every((key) => giver.grant(key) !== undefined);
    const run = () =>
      fc.assert(
        fc.property(held, scope, permissions, scope, (giver, within, given, over_) => {
          const { authority } = can(factsOf(partner, giver, within, []), partner, giving);
          if (careless(authorAt(authority, customer), { permissions: given, atoms: over_ }))
            expect(excess(partner, giver, within, { permissions: given, atoms: over_ })).toEqual([]);
        }),
        { numRuns: 3000 },
      );
    expect(run).toThrow(/Property failed/);
  });

  it('a Primary Admin over the whole delegated scope may use any atom', () => {
    const whole: Held = { permissions: [...permissionsOf('primary-admin')], atoms: ['group:a', 'rule:fr'] };
    const { authority } = can(factsOf(partner, [whole], ['group:a', 'rule:fr'], []), partner, giving);
    const given = { permissions: permissionsOf('primary-admin'), atoms };
    expect(objectionTo(authorAt(authority, customer), given, atomsOf)).toBeUndefined();
  });
});
