import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { abuseDefects, abuseGroups, numberOf } from './abuse-defects.ts';
import type { Harness, Run } from './harness.ts';
import { type Planted, asText } from './planting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const allCases = Object.values(abuseGroups).flat();

/** A test by name, and what came of it. */
type Outcome = { file: string; name: string; passed: boolean; told: string };

/** The files in which some test is named after a case: by their text, so that only those are run. */
function filesNaming(numbers: readonly string[]): Map<string, string[]> {
  const files = ['packages', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path}`)
      .filter((path) => /\.test\.tsx?$/.test(path) && !path.includes('node_modules')),
  );
  const found = new Map<string, string[]>(numbers.map((number) => [number, []]));
  for (const path of files) {
    const titles = readFileSync(join(root, path), 'utf8')
      .split('\n')
      .filter((line) => /\b(it|test|describe)\b/.test(line));
    for (const number of numbers) if (titles.some((title) => named(number).test(title))) found.get(number)?.push(path);
  }
  return found;
}
const named = (number: string): RegExp => new RegExp(`\\b${number}\\b`);

/** Runs the tests of these names, over sources with a defect where one is given. */
async function runTests(files: readonly string[], numbers: readonly string[], planted?: Planted): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-abuse-'));
  const report = join(folder, 'report.json');
  const words = [
    'run',
    '--config',
    'tests/verify/planted.config.ts',
    '--root',
    '.',
    '--reporter=json',
    `--outputFile=${report}`,
    '-t',
    `\\b(${numbers.join('|')})\\b`,
  ];
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words, ...new Set(files)], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, ...(planted === undefined ? {} : { KEYHOLDER_HARNESS_DEFECT: asText(planted) }) },
  });
  await new Promise((resolve) => child.once('close', resolve));
  try {
    const { testResults }: { testResults: { name: string; assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[] } =
      JSON.parse(readFileSync(report, 'utf8'));
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, fullName }) => status !== 'pending' && status !== 'skipped' && numbers.some((number) => named(number).test(fullName)))
        .map(({ fullName, status, failureMessages }) => ({
          file: name.slice(root.length),
          name: fullName,
          passed: status === 'passed',
          told: failureMessages.join('\n'),
        })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** So many of the cases, beginning where the seed says; all of them in the full run. */
function chosen({ cases, seed }: Run): readonly number[] {
  const from = cases >= allCases.length ? 0 : seed % allCases.length;
  return [...allCases.slice(from), ...allCases.slice(0, from)].slice(0, Math.min(cases, allCases.length));
}

async function prove(run: Run): Promise<void> {
  const wanted = chosen(run).map(numberOf);
  const naming = filesNaming(wanted);
  const outcomes = await runTests([...naming.values()].flat(), wanted);
  for (const number of wanted) {
    const proofs = outcomes.filter(({ name }) => named(number).test(name));
    const wrong = proofs.find(({ passed }) => !passed);
    run.check(proofs.length > 0 && wrong === undefined, () =>
      wrong === undefined ? `${number} is proven by no test` : `${number}: ${wrong.name}: ${wrong.told.slice(0, 300)}`,
    );
    run.say(`${number} proven by ${proofs.length} tests: ${[...new Set(proofs.map(({ file }) => file))].join(', ')}`);
  }
  for (const number of chosen(run)) await plant(run, number, naming.get(numberOf(number)) ?? []);
}

async function plant(run: Run, number: number, files: readonly string[]): Promise<void> {
  const defect = abuseDefects.find((one) => one.case === number)?.planted;
  if (defect === undefined) return run.say(`${numberOf(number)} has no planted defect yet`);
  if ('by' in defect) return run.say(`defect ${defect.name} of ${numberOf(number)} is planted by npm run verify -- ${defect.by}`);
  // the matrix of all routes is the last to ask: it takes longest
  const quick = files.filter((file) => !file.includes('matrix'));
  const outcomes = await runTests(quick.length > 0 ? quick : files, [numberOf(number)], defect);
  // caught is what an expectation says, not a file that does not load
  const caught = outcomes.find(({ passed, told }) => !passed && /AssertionError|expected/.test(told));
  run.check(caught !== undefined, () => `defect ${defect.name} of ${numberOf(number)} not caught by ${outcomes.length} tests`);
  if (caught !== undefined) run.say(`defect ${defect.name} caught by ${numberOf(number)}: ${caught.name}`);
}

export const abuse: Harness = {
  full: allCases.length,
  clean: prove,
  defects: [
    {
      name: 'case-without-proof',
      cases: 1,
      run: async (run) => run.check((filesNaming(['A999']).get('A999') ?? []).length > 0, () => 'a case that no test names is missed'),
    },
  ],
};
