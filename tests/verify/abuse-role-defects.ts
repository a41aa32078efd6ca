import { type AbuseDefect, authorization, guard } from './abuse-cases.ts';

/** Of the group *Roles, scope, groups*. */
export const roleDefects: readonly AbuseDefect[] = [
  {
    case: 51,
    planted: {
      name: 'grant-any-permission',
      edits: [
        {
          file: authorization('create-role.ts'),
          find: "if (beyond.length > 0) return refuse('exceeds_own_rights', { faults: beyond });",
          instead: '',
        },
      ],
    },
  },
  {
    case: 52,
    planted: {
      name: 'group-roles-ignored',
      edits: [
        {
          file: 'directory/change-group.ts',
          find: "if (added.length > 0 && (await needs.membersBeyond(tx, call.actor, [{ type: 'group', id }])).has(id)) return refuse('exceeds_own_rights');",
          instead: '',
        },
      ],
    },
  },
  {
    case: 53,
    planted: {
      name: 'mass-assignment',
      edits: [
        {
          file: 'platform/http/validate.ts',
          find: 'if (validator.Check(value)) return',
          instead: 'if (validator.Check(value) || owned.size > 0) return',
        },
      ],
    },
  },
  {
    case: 54,
    planted: {
      name: 'widening-unchecked',
      edits: [
        {
          file: 'rooms/change-group.ts',
          find: 'if (joined.length > 0 && !mayDelegate(author, customer) && (await delegatedAtoms(tx, customer)).has(groupAtom(id)))',
          instead: 'if (joined.length < 0)',
        },
      ],
    },
  },
  {
    case: 55,
    planted: {
      name: 'removal-unchecked',
      edits: [{ file: authorization('delete-assignment.ts'), find: 'if (refused !== undefined) return refuse(refused.code);', instead: '' }],
    },
  },
  {
    case: 56,
    planted: {
      name: 'role-customer-unchecked',
      edits: [{ file: guard, find: 'const known = authority.known(named);', instead: 'const known = true;' }],
    },
  },
  { case: 57, planted: { name: 'guard-without-lock', by: { testIn: 'tests/directory/last-primary-admin-races.db.test.ts' } } },
  {
    case: 58,
    planted: {
      name: 'remove-while-iterating',
      edits: [
        {
          file: 'directory/membership.rules.ts',
          find: 'removed: [...inside].flatMap(([key, member]) => (wanted.has(key) ? [] : [member])),',
          instead: 'removed: [...inside].flatMap(([key, member], n) => (wanted.has(key) || n % 2 === 1 ? [] : [member])),',
        },
      ],
    },
  },
  {
    case: 59,
    planted: {
      name: 'cycle-unchecked',
      edits: [
        {
          file: 'directory/nesting.rules.ts',
          find: "if (down === 'cycle') return 'group_cycle';",
          instead: "if (down === 'cycle') return undefined;",
        },
      ],
    },
  },
  {
    case: 62,
    planted: {
      name: 'ring-first-room-only',
      edits: [{ file: authorization('decide.ts'), find: 'matter.rooms.every(', instead: 'matter.rooms.slice(0, 0).every(' }],
    },
  },
  {
    case: 63,
    planted: {
      name: 'route-guard-removed',
      edits: [
        {
          file: guard,
          find: "if (decision.outcome === 'deny') return authority.decide(see, matter).outcome === 'deny' ? absent() : refuse(decision.code);",
          instead: '',
        },
      ],
    },
  },
];
