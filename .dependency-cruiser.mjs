// Who may import whom (docs/architecture.md). Type-only imports count like others unless a rule says otherwise.

/** Each module of the server may import only those before it, and only through their index.ts. */
const modules = [
  'audit',
  'notifications',
  'organizations',
  'directory',
  'identity',
  'authorization',
  'changes',
  'rooms',
  'delegations',
  'incidents',
  'reports',
  'licensing',
  'reselling',
  'provisioning',
  'integrations',
];

const server = '^packages/server/src';
const isTest = '\\.(test|fixture)\\.tsx?$';
/** A package of ours, by where its sources are. */
const ours = '^packages/(agent|cli|client|contract|portal|server)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'no-circle',
      'two files that need each other to run are one thing, or hide a third',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('resolvable', 'the import leads nowhere', {}, { couldNotResolve: true }),

    rule('contract-alone', 'the contract imports nothing of ours', { path: '^packages/contract/' }, { path: ours, pathNot: '^packages/contract/' }),
    rule(
      'client-alone',
      'the client knows the API by its generated types only',
      { path: '^packages/client/' },
      { path: ours, pathNot: '^packages/client/' },
    ),
    rule(
      'portal-through-client',
      'the portal talks through the client',
      { path: '^packages/portal/', pathNot: isTest },
      { path: ours, pathNot: '^packages/(portal|client)/' },
    ),
    rule(
      'agent-alone',
      'the agent is one program of its own',
      { path: '^packages/agent/', pathNot: isTest },
      { path: ours, pathNot: '^packages/agent/' },
    ),
    rule(
      'cli-through-client',
      'the CLI talks through the client, and checks exported ledgers by their public form',
      { path: '^packages/cli/', pathNot: isTest },
      { path: ours, pathNot: '^packages/(cli|client)/|^packages/contract/src/ledger/' },
    ),
    rule(
      'server-alone',
      'the server knows the contract, and no other package',
      { path: '^packages/server/', pathNot: isTest },
      { path: ours, pathNot: '^packages/(server|contract)/' },
    ),

    rule(
      'kernel-below',
      'the kernel does no I/O and imports neither platform nor modules',
      { path: `${server}/kernel/` },
      { path: `${server}/(?!kernel/|generated/)` },
    ),
    rule(
      'kernel-types-only',
      'of the table types the kernel takes types',
      { path: `${server}/kernel/` },
      { path: `${server}/generated/`, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'platform-below',
      'the platform knows no module',
      { path: `${server}/platform/`, pathNot: isTest },
      { path: `${server}/(modules/|world/|[^/]+\\.ts$)` },
    ),

    rule(
      'through-index',
      'another module is entered through its index.ts',
      { path: `${server}/modules/([^/]+)/`, pathNot: isTest },
      {
        path: `${server}/modules/([^/]+)/`,
        pathNot: [`${server}/modules/$1/`, `${server}/modules/[^/]+/index\\.ts$`],
      },
    ),
    rule(
      'entered-through-index',
      'what puts the server together enters a module through its index.ts',
      { path: `${server}/(world/|[^/]+\\.ts$)`, pathNot: isTest },
      {
        path: `${server}/modules/`,
        pathNot: `${server}/modules/[^/]+/index\\.ts$`,
      },
    ),
    rule(
      'known-module',
      'a new module gets its place in the order',
      { path: `${server}/modules/`, pathNot: `${server}/modules/(${modules.join('|')})/` },
      {},
    ),
    ...modules
      .slice(0, -1)
      .map((name, index) =>
        rule(
          `order-${name}`,
          `${name} comes before them`,
          { path: `${server}/modules/${name}/`, pathNot: isTest },
          { path: `${server}/modules/(${modules.slice(index + 1).join('|')})/` },
        ),
      ),
    rule(
      'modules-below',
      'a module does not know what puts the server together',
      { path: `${server}/modules/`, pathNot: isTest },
      { path: `${server}/(world/|[^/]+\\.ts$)` },
    ),

    rule(
      'pure-rules',
      'rules are pure: no store, no platform, no I/O',
      { path: '\\.rules\\.ts$' },
      {
        dependencyTypesNot: ['type-only'],
        path: ['\\.store\\.ts$', `${server}/platform/`, '/node_modules/(pg|kysely|fastify)/', '^(node:)?(fs|net|http|child_process)(/|$)'],
      },
    ),
    rule(
      'sql-in-stores',
      'a store imports rules and shapes, never a use case or a route',
      { path: '\\.store\\.ts$' },
      { path: '\\.(routes|view)\\.ts$' },
    ),
    rule(
      'no-test-in-product',
      'the product does not import its tests',
      { path: '^packages/', pathNot: isTest },
      { path: [isTest, '^tests/', '^bench/', '^tools/'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '^tests/house/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: false,
  },
};
