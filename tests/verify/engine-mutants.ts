import type { Planted } from './planting.ts';

const decide = 'authorization/decide.ts';
const index = 'authorization/standing-index.ts';
const store = 'authorization/facts.store.ts';

/** Ten ways in which an engine could be wrong about who may do what (reliability.md, row 5). */
export const engineMutants: readonly Planted[] = [
  {
    name: 'delegated-scope-forgotten',
    edits: [{ file: index, find: 'let reached = block.own | administrator;', instead: 'let reached = -1;' }],
  },
  {
    name: 'permission-of-another-assignment',
    edits: [
      {
        file: index,
        find: '(named & givenBy(block, permission) & coveringOf(block, room)) !== 0',
        instead: 'holds(facts, actor, permission) && (named & coveringOf(block, room)) !== 0',
      },
    ],
  },
  { name: 'nested-groups-ignored', edits: [{ file: store, find: 'join up on m.member_id = up.group_id', instead: 'join up on false' }] },
  {
    name: 'rule-by-any-attribute',
    edits: [{ file: 'rooms/scope.store.ts', find: 'sql.join(named, sql` and `)', instead: 'sql.join(named, sql` or `)' }],
  },
  {
    name: 'sides-mixed',
    edits: [{ file: index, find: 'actor.organization === customer && isAdministrator(actor)', instead: 'isAdministrator(actor)' }],
  },
  {
    name: 'disabled-person-allowed',
    edits: [{ file: decide, find: '  if (!actor.active) return deny;\n', instead: '' }],
  },
  { name: 'manual-ignored', edits: [{ file: index, find: 'rights[2 * permission + 1] ?? 0', instead: '0' }] },
  {
    name: 'built-in-roles-shifted',
    edits: [{ file: store, find: '[role, permissionsOf(role)]', instead: `[role, permissionsOf(role === 'site-tech' ? 'site-lead' : 'site-tech')]` }],
  },
  {
    name: 'rights-of-another-customer',
    edits: [
      {
        file: 'authorization/authority.ts',
        find: 'facts.get(customer) ?? nowhere(customer);',
        instead: '[...facts.values()].find((one) => one.customer !== home) ?? nowhere(customer);',
      },
    ],
  },
  {
    name: 'ended-delegation-counts',
    edits: [
      { file: 'authorization/delegated-access.store.ts', find: `state: 'ended', ended_at`, instead: `ended_at` },
      {
        file: 'authorization/delegated-access.store.ts',
        find: `await tx.deleteFrom('assignments').where('organization_id', '=', customer).where('partner_id', '=', partner).execute();`,
        instead: '',
      },
      {
        file: 'authorization/delegated-access.store.ts',
        find: `await tx.deleteFrom('roles').where('organization_id', '=', customer).where('partner_id', '=', partner).execute();`,
        instead: '',
      },
    ],
  },
];
