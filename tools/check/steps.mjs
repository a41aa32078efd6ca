// What `npm run check` consists of. Each step is one program; all run on their own, need no network and change nothing.
import { join } from 'node:path';
import { root } from '../node-program.mjs';

/** What the compiler remembers of the former run, so that it looks again only at what has changed since. */
const remembering = (name) => ['--incremental', '--tsBuildInfoFile', join(root, `node_modules/.cache/${name}.tsbuildinfo`)];
const program = (path) => join(root, 'node_modules', path);

/** The longest first: two run at a time, so the order decides how long all of it takes. Paths in `words` are from the repository's root. */
export const steps = [
  { name: 'types', words: [program('typescript/bin/tsc'), '--project', 'tsconfig.json', ...remembering('all')] },
  { name: 'lint', words: [program('oxlint/bin/oxlint'), '--format', 'unix', '.'] },
  { name: 'types of the browser tests', words: [program('typescript/bin/tsc'), '--project', 'tests/e2e/tsconfig.json', ...remembering('e2e')] },
  { name: 'types of the portal', words: [program('typescript/bin/tsc'), '--project', 'packages/portal/tsconfig.json', ...remembering('portal')] },
  { name: 'drift from the migrations', words: [join(root, 'tools/check/drift.ts'), 'migrations'] },
  { name: 'drift from the contract', words: [join(root, 'tools/check/drift.ts'), 'contract'] },
  { name: 'module rules', words: [join(root, 'tools/check/module-rules.mjs')] },
  { name: 'dead code', words: [program('knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors'] },
  { name: 'API description', words: [program('@redocly/cli/bin/cli.js'), 'lint', 'keyholder', '--format', 'stylish'] },
  { name: 'format', words: [program('oxfmt/bin/oxfmt'), '--list-different'] },
];
