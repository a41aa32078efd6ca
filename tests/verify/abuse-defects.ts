import type { Planted } from './planting.ts';

/** The cases of the three groups that are built (security.md, section 4). */
export const abuseGroups: Readonly<Record<string, readonly number[]>> = {
  'One tenant and another': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  'Roles, scope, groups': [51, 52, 53, 54, 55, 56, 57, 58, 59, 62, 63],
  'Decisions, Explain, side lists': [88, 89, 90, 91, 92, 93],
};
/** Of the same groups, what there is nothing to try on yet. */
export const undeclared: readonly { case: number; why: string }[] = [
  { case: 60, why: 'templates are not built' },
  { case: 61, why: 'elevations are not built' },
];
export const numberOf = (n: number): string => `A${String(n).padStart(2, '0')}`;

const guard = 'platform/http/guard.ts';
const authorization = (file: string): string => `authorization/${file}`;

/**
 * The defect of each case, by the name that security.md gives it: a place in a source that is spoiled while the tests of that case
 * run. A case whose defect is not a line of ours names the harness that plants it.
 */
export const abuseDefects: readonly { case: number; planted: Planted | { name: string; by: string } }[] = [
  {
    case: 1,
    planted: {
      name: 'lookup-by-id-only',
      edits: [
        {
          file: guard,
          find: 'const found = await access.object(tx, params);',
          instead: 'const found = (await access.object(tx, params)) ?? { object: {}, version: 1 };',
        },
      ],
    },
  },
  {
    case: 2,
    planted: {
      name: 'path-customer-unchecked',
      edits: [
        {
          file: guard,
          find: 'const found = await access.object(tx, params);',
          instead: 'const found = (await access.object(tx, params)) ?? (await access.object(tx, { ...params, customer: home }));',
        },
        { file: guard, find: 'const known = authority.known(named);', instead: 'const known = true;' },
      ],
    },
  },
  {
    case: 3,
    planted: {
      name: 'tenant-from-header',
      edits: [
        {
          file: 'platform/http/read-request.ts',
          find: "(searchOf(request).get('customer') ?? undefined)",
          instead: "(searchOf(request).get('customer') ?? single(request.headers['x-tenant-id']))",
        },
      ],
    },
  },
  {
    case: 4,
    planted: {
      name: 'filter-replaces-reach',
      edits: [
        {
          file: authorization('coverage.ts'),
          find: 'grants.filter((grant) => grant.customer === customer);',
          instead: "grants.flatMap((grant) => (grant.customer === customer ? [{ ...grant, atoms: ['all'], within: null }] : [grant]));",
        },
      ],
    },
  },
  {
    case: 5,
    planted: { name: 'body-ref-unchecked', edits: [{ file: 'rooms/scope.ts', find: "'id' in atom && !known.has(atom.id)", instead: 'false' }] },
  },
  {
    case: 6,
    planted: {
      name: 'global-unique',
      edits: [
        {
          file: authorization('roles.store.ts'),
          find: "selectFrom('roles').select(['id', 'name']).where(ofSide(side))",
          instead: "selectFrom('roles').select(['id', 'name'])",
        },
      ],
    },
  },
  {
    case: 7,
    planted: {
      name: 'idempotency-key-global',
      edits: [
        {
          file: 'platform/http/idempotency.ts',
          find: /\.where\('user_id', '=', user\)\s+\.where\('key', '=', key\)/,
          instead: ".where('key', '=', key)",
        },
      ],
    },
  },
  {
    case: 8,
    planted: {
      name: 'cursor-unbound',
      edits: [
        {
          file: 'platform/http/cursor.ts',
          find: 'JSON.stringify([call.actor.organization, call.actor.user, list, text])',
          instead: 'JSON.stringify([list, text])',
        },
      ],
    },
  },
  {
    case: 9,
    planted: {
      name: 'filter-any-column',
      edits: [
        {
          file: 'platform/http/query.ts',
          find: 'if (rule === undefined)\n',
          instead: 'if (rule === undefined) continue;\n    if (rule === undefined)\n',
        },
      ],
    },
  },
  {
    case: 10,
    planted: {
      name: 'id-reused',
      edits: [
        {
          file: 'rooms/new-room.ts',
          find: "newId('room')",
          instead: "`room_${Buffer.from(fields.name).toString('hex').padEnd(26, '0').slice(0, 26)}` as const",
        },
      ],
    },
  },
  {
    case: 11,
    planted: {
      name: 'reach-outside-transaction',
      edits: [{ file: 'postgres/in-tenant.ts', find: '`set local keyholder.reach', instead: '`set keyholder.reach' }],
    },
  },
  { case: 12, planted: { name: 'policy-dropped', by: 'rls' } },
  {
    case: 13,
    planted: {
      name: 'metrics-open',
      edits: [{ file: 'server/src/operate.ts', find: 'if (operator === undefined) return', instead: 'if (isStopping()) return' }],
    },
  },
  {
    case: 14,
    planted: {
      name: 'stream-unfiltered',
      edits: [
        {
          file: authorization('events.routes.ts'),
          find: 'if (organization !== undefined && !concerned.includes(organization)) return;',
          instead: 'told = `changed at ${organization}`;',
        },
        { file: authorization('events.routes.ts'), find: 'let told = JSON.stringify(atFirst);', instead: 'told = JSON.stringify(atFirst);' },
        { file: authorization('events.routes.ts'), find: 'let woken = true;', instead: "let told = ''; let woken = true;" },
      ],
    },
  },
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
          find: "if (added.length > 0 && (await needs.groupsBeyond(tx, call.actor, [id])).has(id)) return refuse('exceeds_own_rights');",
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
  { case: 57, planted: { name: 'guard-without-lock', by: 'races' } },
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
  {
    case: 88,
    planted: {
      name: 'pdp-tells-existence',
      edits: [
        {
          file: authorization('explain-decision.ts'),
          find: 'if (person === undefined || !mayAskAbout(authority, asker, { user: person.id, organization: person.organization }, thing.matter)) return absent;',
          instead: 'if (person === undefined) return absent;',
        },
      ],
    },
  },
  {
    case: 89,
    planted: {
      name: 'facts-from-caller',
      edits: [
        {
          file: authorization('evaluate.ts'),
          find: '(one === undefined ? denied : answerTo(',
          instead: "(one === undefined ? denied : asked.some(({ subject }) => subject.properties?.['roles'] !== undefined) ? allowed : answerTo(",
        },
      ],
    },
  },
  {
    case: 90,
    planted: {
      name: 'cache-key-joined',
      edits: [
        {
          file: authorization('evaluate.ts'),
          find: "const denied: Answer = { decision: false, context: { code: 'denied' } };",
          instead:
            "const denied: Answer = { decision: false, context: { code: 'denied' } };\n" +
            'const kept = new Map<string, Answer>();\n' +
            "const joined = ({ subject, action, resource }: Evaluation) => [subject.type, subject.id, action.name, resource.type, resource.id].join('');",
        },
        {
          file: authorization('evaluate.ts'),
          find: 'if (mentioned.length === 0) return asked.map(() => denied);',
          instead: 'if (mentioned.length === 0) return asked.map((one) => kept.get(joined(one)) ?? denied);',
        },
        {
          file: authorization('evaluate.ts'),
          find: 'return named.map((one) => (one === undefined ? denied : answerTo(view, actors, matters, one)));',
          instead:
            'return named.map((one, n) => { const made = one === undefined ? denied : answerTo(view, actors, matters, one); const key = asked[n]; if (key !== undefined && made === allowed) kept.set(joined(key), made); return made; });',
        },
      ],
    },
  },
  {
    case: 91,
    planted: {
      name: 'batch-error-true',
      edits: [{ file: authorization('access.routes.ts'), find: '{ error: { decision: false,', instead: '{ error: { decision: true,' }],
    },
  },
  {
    case: 92,
    planted: {
      name: 'list-query-drift',
      edits: [
        {
          file: authorization('search.ts'),
          find: '[grant.atoms, ...(grant.within === null ? [] : [grant.within]), ...bounds]',
          instead: '[grant.atoms, ...bounds]',
        },
      ],
    },
  },
  {
    case: 93,
    planted: {
      name: 'side-list-unfiltered',
      edits: [
        {
          file: authorization('access-asking.ts'),
          find: "return { own: atHome, partners: atHome ? 'all' : 'mine', scopes: roles };",
          instead: "return { own: true, partners: 'all', scopes: roles };",
        },
      ],
    },
  },
];
