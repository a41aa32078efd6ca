// Format, lint, types, module rules, dead code, drift, API description: offline, in under a minute, and the same everywhere.
// `npm run check -- lint types` runs only the steps of these names.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { steps } from './check/steps.mjs';
import { nodeProgram, root } from './node-program.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`no step is called ${unknown.join(', ')}; there are: ${steps.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

/** A step that takes longer hangs, on a slow machine too. */
const longestMs = 20 * 60_000;
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running.forEach(end);
    process.exit(1);
  });
}

const waiting = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
/** No checker asks the network for news. */
const quietly = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1', FORCE_COLOR: '0' };
const begun = performance.now();
const failed = [];
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
console.log(`${seconds(begun)}  ${failed.length === 0 ? 'all is well' : `not well: ${failed.join(', ')}`}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function worker() {
  for (let step = waiting.shift(); step; step = waiting.shift()) await run(step);
}

async function run({ name, words }) {
  const started = performance.now();
  const child = spawn(nodeProgram(), words, { cwd: root, env: quietly, detached: true });
  running.add(child);
  const tooLong = setTimeout(() => end(child), longestMs);
  const { code, output } = await ended(child);
  clearTimeout(tooLong);
  running.delete(child);
  console.log(`${seconds(started)}  ${code === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  if (code === 0) return;
  failed.push(name);
  console.log(output.trimEnd().replaceAll(/^/gm, '    '));
}

/** Ends a step with everything it has started: a checker may have helpers of its own. */
function end(child) {
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

/** @returns {Promise<{ code: number, output: string }>} what it wrote, both ways, in the order in which it came */
function ended(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`;
}
