// Runs every test; those that need a database a second time, against the oldest PostgreSQL that is supported. Ends with
// `N passed, N failed` alone on the last line.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startDebianPostgres } from './debian-postgres.mjs';
import { nodeProgram, root } from './node-program.mjs';
import { buildPortal } from './build-parts.mjs';

const filters = process.argv.slice(2);
const reports = mkdtempSync(join(tmpdir(), 'keyholder-reports-'));
// A Ctrl-C reaches vitest as well; it ends by itself, then what was started here is stopped.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

const counts = { passed: 0, failed: 0 };
/** @type {string[]} */
const failures = [];
try {
  if (filters.length === 0 && !buildPortal()) counts.failed += 1;
  add(await runTests('embedded', filters, {}));
  if (filters.length === 0) await runOnOldest();
} finally {
  rmSync(reports, { recursive: true, force: true });
}
if (counts.passed + counts.failed === 0) console.error('no test ran');
// What failed is said again here, since the last lines of a long run are the ones that are kept.
for (const line of failures) console.log(line);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
console.log(`${counts.passed} passed, ${counts.failed} failed`);

async function runOnOldest() {
  const server = startDebianPostgres();
  if (!server) {
    console.log('PostgreSQL 15 is not installed here (Debian: postgresql-15), so the database tests ran on the embedded one only');
    return;
  }
  try {
    console.log('the database tests again, on PostgreSQL 15');
    add(await runTests('oldest', ['.db.test.'], { KEYHOLDER_TEST_DATABASE_ADMIN_URL: server.adminUrl }));
  } finally {
    server.stop();
  }
}

function add({ passed, failed }) {
  counts.passed += passed;
  counts.failed += failed;
}

/** @returns {Promise<{ passed: number, failed: number }>} a file that does not load is one failure, so is a run that breaks */
async function runTests(name, words, env) {
  const report = join(reports, `${name}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await ended(
    spawn(nodeProgram(), [vitest, 'run', ...reporters, ...words], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
    }),
  );
  if (!existsSync(report)) return { passed: 0, failed: 1 };

  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    ({ status: said, assertionResults }) => said === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  failures.push(...testResults.flatMap((file) => failuresOf(name, file)));
  if (numPendingTests > 0) console.log(`${numPendingTests} skipped`);
  const failed = numFailedTests + broken;
  return { passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}

function failuresOf(database, { name, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return message ? [`FAILED on ${database}: ${file}\n${firstLines(message)}`] : [];
  return failed.map((test) => `FAILED on ${database}: ${file} > ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`);
}

function firstLines(text) {
  return stripVTControlCharacters(text).split('\n').slice(0, 12).join('\n');
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
