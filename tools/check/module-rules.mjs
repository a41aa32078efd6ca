// Holds .dependency-cruiser.mjs against the sources of the working folder. `--least N`: when fewer sources were seen, that is a
// failure too, because a checker that sees nothing finds nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../node-program.mjs';

const { values } = parseArgs({ options: { least: { type: 'string', default: '450' } } });
const folders = ['packages', 'tests', 'tools', 'bench'].filter((folder) => existsSync(folder));
if (folders.length === 0) {
  console.error('no sources were seen here');
  process.exit(1);
}
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const { stdout, stderr } = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (!stdout) {
  console.error(stderr);
  process.exit(1);
}

const { modules, summary } = JSON.parse(stdout);
for (const { rule, from, to } of summary.violations) {
  const why = summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name)?.comment;
  console.error(`${from} -> ${to}: ${rule.name} (${why})`);
}
const seen = modules.filter(({ source }) => /^(packages|tests|tools|bench)\/.*\.(ts|tsx|mjs)$/.test(source)).length;
if (seen < Number(values.least)) console.error(`only ${seen} sources were seen, of at least ${values.least}`);
process.exitCode = summary.violations.length > 0 || seen < Number(values.least) ? 1 : 0;
