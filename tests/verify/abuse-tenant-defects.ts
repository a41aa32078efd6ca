import { type AbuseDefect, authorization, guard } from './abuse-cases.ts';

/** Of the group *One tenant and another*. */
export const tenantDefects: readonly AbuseDefect[] = [
  {
    case: 1,
    planted: {
      name: 'lookup-by-id-only',
      edits: [
        {
          file: guard,
          find: 'const found = await access.object(tx, params, authority);',
          instead: 'const found = (await access.object(tx, params, authority)) ?? { object: {}, version: 1 };',
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
          find: 'const found = await access.object(tx, params, authority);',
          instead:
            'const found = (await access.object(tx, params, authority)) ?? (await access.object(tx, { ...params, customer: home }, authority));',
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
  { case: 12, planted: { name: 'policy-dropped', by: { harness: 'rls' } } },
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
];
