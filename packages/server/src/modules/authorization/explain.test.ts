import { type DirectoryRole, type PermissionKey, permissionKeys, permissionsOf } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AtomKey, Matter } from '../../kernel/rights.ts';
import { decide } from './decide.ts';
import { type Gap, type Missed, explain } from './explain.ts';
import { assignment, customer, customerFacts, delegation, otherCustomer, partner, person, readAnew } from './facts.fixture.ts';
import type { ActorFacts, AssignmentFacts, CustomerFacts, MemberKey } from './facts.ts';

const atoms: readonly AtomKey[] = ['all', 'group:rgrp_a', 'group:rgrp_b', 'room:room_1', 'rule:rule_1'];
const members: readonly MemberKey[] = ['user:usr_ann', 'group:grp_a', 'group:grp_b', 'user:usr_other'];
const actions: readonly PermissionKey[] = ['rooms.view', 'rooms.modify', 'rooms.reset_key', 'settings.view', 'roles.view', 'changes.request'];
const partnersMay = permissionsOf('primary-admin');

const anyAssignment = fc
  .record({
    permissions: fc.subarray([...actions]),
    members: fc.subarray([...members], { minLength: 1 }),
    atoms: fc.subarray([...atoms]),
    partner: fc.constantFrom(null, partner),
  })
  .map(({ permissions, ...rest }) =>
    // the loader of facts leaves a partner's role nothing beyond the Primary Admin column
    assignment({ ...rest, permissions: rest.partner === null ? permissions : permissions.filter((key) => partnersMay.includes(key)) }),
  );
const anyFacts = fc.record({
  assignments: fc.array(anyAssignment, { maxLength: 5 }),
  delegation: fc.option(fc.record({ within: fc.subarray([...atoms]), manual: fc.subarray([...actions]) }), { nil: undefined }),
});
const anyActor = fc
  .record({
    organization: fc.constantFrom(customer, partner, otherCustomer),
    roles: fc.constantFrom<DirectoryRole[]>([], [], [], ['global-admin'], ['managed-service-admin'], ['tenant-manager']),
    groups: fc.subarray(['grp_a', 'grp_b']),
  })
  .map(person);
const anyMatter: fc.Arbitrary<Matter> = fc.oneof(
  fc.constant<Matter>({ customer, kind: 'organization' }),
  fc.subarray([...atoms].slice(1)).map((those): Matter => ({ customer, kind: 'room', atoms: ['all', ...those] })),
  fc
    .array(fc.subarray([...atoms].slice(1)), { maxLength: 3 })
    .map((rooms): Matter => ({ customer, kind: 'rooms', rooms: rooms.map((those) => ['all', ...those]) })),
);
type Case = { assignments: AssignmentFacts[]; delegation: { within: AtomKey[]; manual: PermissionKey[] } | undefined };
const factsOf = (one: Case): CustomerFacts => customerFacts(one.assignments, one.delegation === undefined ? [] : [delegation(one.delegation)]);

describe('D48 Explain', () => {
  it('never disagrees with the engine: paths exactly where it is held, something missing exactly where it is not', () => {
    fc.assert(
      fc.property(anyFacts, anyActor, fc.constantFrom(...actions), anyMatter, fc.boolean(), (one, actor, action, matter, active) => {
        const facts = factsOf(one);
        const asked = readAnew(actor, { active });
        const { decision, paths, nearest } = explain(facts, asked, action, matter);
        expect(decision).toEqual(decide(facts, asked, action, matter));
        expect(paths.length > 0).toBe(decision.outcome !== 'deny');
        expect(nearest.length > 0).toBe(decision.outcome === 'deny');
        expect(nearest.every(({ missing }) => missing.length > 0)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('names only paths each of which alone gives the same answer, or, of what is made of rooms, all of them together', () => {
    fc.assert(
      fc.property(anyFacts, anyActor, fc.constantFrom(...actions), anyMatter, (one, actor, action, matter) => {
        const { decision, paths } = explain(factsOf(one), actor, action, matter);
        const together = paths.flatMap((path) => (path.by === 'assignment' ? [path.assignment] : []));
        if (together.length > 0) expect(decide(factsOf({ ...one, assignments: together }), actor, action, matter)).toEqual(decision);
        for (const path of paths) {
          if (matter.kind === 'rooms' && !action.endsWith('.view')) continue;
          if (path.by === 'directory') expect(actor.roles.has(path.role) && actor.organization === customer).toBe(true);
          else {
            const alone = factsOf({ ...one, assignments: [{ ...path.assignment, members: new Set([path.member]) }] });
            expect(decide(alone, actor, action, matter)).toEqual(decision);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('names what is truly missing: with one gap of the nearest way filled less is missing there, with all of them it is held', () => {
    fc.assert(
      fc.property(anyFacts, anyActor, fc.constantFrom(...actions), anyMatter, (one, actor, action, matter) => {
        let state: State = { ...one, actor };
        for (let step = 0; step < 10; step += 1) {
          const { decision, nearest } = explain(factsOf(state), state.actor, action, matter);
          if (decision.outcome !== 'deny') return;
          const [way] = nearest;
          const gap = way?.missing[0];
          if (way === undefined || gap === undefined) throw new Error('denied, and nothing is missing');
          if (['role_excludes', 'not_for_partners', 'holds_no_room'].includes(gap.kind)) return; // nothing that anybody can give
          const next = filled(state, way, gap, action);
          const after = explain(factsOf(next), next.actor, action, matter);
          const left = after.nearest[0]?.missing.length ?? 0;
          const structural = ['disabled', 'no_delegation', 'no_assignment'].includes(gap.kind);
          expect(structural ? after.nearest[0]?.missing[0]?.kind !== gap.kind : left < way.missing.length).toBe(true);
          state = next;
        }
        throw new Error('ten gaps were filled and it is still denied');
      }),
      { numRuns: 5000 },
    );
  });

  it('puts the way that lacks least first, and of equals the one that is easier to open', () => {
    const far = assignment({ role: 'role_far', permissions: [], atoms: ['room:room_1'] });
    const near = assignment({ role: 'role_near', permissions: ['rooms.view'], atoms: ['room:room_1'] });
    const other = assignment({ role: 'role_other', permissions: [], atoms: ['all'] });
    const { nearest } = explain(customerFacts([far, other, near]), person({ organization: customer }), 'rooms.view', {
      customer,
      kind: 'room',
      atoms: ['all', 'room:room_2'],
    });
    expect(nearest.map(({ assignment: way, missing }) => [way?.role, missing.map(({ kind }) => kind)])).toEqual([
      ['role_near', ['outside_assignment']],
      ['role_other', ['lacks_permission']],
      ['role_far', ['lacks_permission', 'outside_assignment']],
    ]);
  });

  it('D23 names the delegated atoms that hold the room, or says that none does', () => {
    const held = assignment({ permissions: ['rooms.view'], atoms: ['rule:rule_1'], partner });
    const matter: Matter = { customer, kind: 'room', atoms: ['all', 'rule:rule_1', 'group:rgrp_a'] };
    const within = (scope: AtomKey[]) =>
      explain(customerFacts([held], [delegation({ within: scope })]), person({ organization: partner }), 'rooms.view', matter);
    expect(within(['group:rgrp_a']).paths).toMatchObject([{ atoms: ['rule:rule_1'], delegation: { partner, atoms: ['group:rgrp_a'] } }]);
    expect(within(['group:rgrp_b']).nearest).toMatchObject([{ missing: [{ kind: 'outside_delegation', partner }] }]);
  });

  it('knows every permission', () => {
    const facts = customerFacts([]);
    for (const action of permissionKeys)
      expect(explain(facts, person({ organization: customer }), action, { customer, kind: 'organization' }).nearest).toHaveLength(1);
  });
});

type State = Case & { actor: ActorFacts };
/** The same world with one gap filled, as somebody would fill it. */
function filled(state: State, way: Missed, gap: Gap, action: PermissionKey): State {
  const replaced = (change: Partial<AssignmentFacts>): AssignmentFacts[] =>
    state.assignments.map((one) => (one === way.assignment ? { ...one, ...change } : one));
  switch (gap.kind) {
    case 'disabled':
      return { ...state, actor: readAnew(state.actor, { active: true }) };
    case 'no_delegation':
      return { ...state, actor: readAnew(state.actor, { organization: partner }), delegation: { within: ['room:room_1'], manual: [] } };
    case 'no_assignment':
      return {
        ...state,
        assignments: [
          ...state.assignments,
          assignment({ permissions: [], atoms: [], partner: state.actor.organization === customer ? null : partner }),
        ],
      };
    case 'lacks_permission':
      return { ...state, assignments: replaced({ permissions: new Set([...(way.assignment?.permissions ?? []), action]) }) };
    case 'outside_assignment':
    case 'needs_whole_scope':
      return { ...state, assignments: replaced({ atoms: new Set(['all']) }) };
    default:
      return {
        ...state,
        delegation: { within: ['all'], manual: state.delegation?.manual ?? [] } satisfies { within: AtomKey[]; manual: PermissionKey[] },
      };
  }
}
