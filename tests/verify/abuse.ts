import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { abuseGroups, numberOf, undeclared } from './abuse-cases.ts';
import { abuseDefects } from './abuse-defects.ts';
import type { Harness, Run } from './harness.ts';
import { type Planted, asText } from './planting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const allCases = Object.values(abuseGroups).flat();

/** What the runner reports of a file; one that could not be loaded has no tests. */
type FileResult = {
  name: string;
  status: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
};

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
    const { testResults }: { testResults: FileResult[] } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults.flatMap(({ name, status: ofFile, message, assertionResults }) => [
      ...(ofFile === 'failed' && assertionResults.length === 0
        ? [{ file: name.slice(root.length), name: 'the file itself', passed: false, told: message }]
        : []),
      ...assertionResults
        .filter(({ status, fullName }) => status !== 'pending' && status !== 'skipped' && numbers.some((number) => named(number).test(fullName)))
        .map(({ fullName, status, failureMessages }) => ({
          file: name.slice(root.length),
          name: fullName,
          passed: status === 'passed',
          told: failureMessages.join('\n'),
        })),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** So many of the cases, beginning where the seed says; all of them in the full run. */
function chosen({ cases, seed }: Run): readonly number[] {
  const from = cases >= allCases.length ? 0 : seed % allCases.length;
  return [...allCases.slice(from), ...allCases.slice(0, from)].slice(0, Math.min(cases, allCases.length));
}

function plantedFor(number: string): string {
  const planted = abuseDefects.find((one) => numberOf(one.case) === number)?.planted;
  return planted === undefined
    ? '; WITHOUT a planted defect'
    : `; its defect is ${planted.name}${'by' in planted ? `, planted by ${Object.values(planted.by).join('')}` : ''}`;
}

async function prove(run: Run): Promise<void> {
  const wanted = chosen(run).map(numberOf);
  run.say(`not declared: ${undeclared.map(({ case: number, why }) => `${numberOf(number)}, ${why}`).join('; ')}`);
  const naming = filesNaming(wanted);
  const outcomes = await runTests([...naming.values()].flat(), wanted);
  for (const number of wanted) {
    const proofs = outcomes.filter(({ name }) => named(number).test(name));
    const wrong = proofs.find(({ passed }) => !passed);
    run.check(proofs.length > 0 && wrong === undefined, () =>
      wrong === undefined ? `${number} is proven by no test` : `${number}: ${wrong.name}: ${wrong.told.slice(0, 300)}`,
    );
    run.say(`${number} proven by ${proofs.length} tests: ${[...new Set(proofs.map(({ file }) => file))].join(', ')}${plantedFor(number)}`);
  }
}

/** The tests of the case fail over the spoiled source, by the wrong answer that the case is about (security.md, section 5). */
async function plant(run: Run, number: number, planted: Planted): Promise<void> {
  const files = (filesNaming([numberOf(number)]).get(numberOf(number)) ?? []).filter((file) => !file.includes('/e2e/')); // those run the built portal
  const isWrong = ({ passed, told }: Outcome): boolean => !passed && isWrongAnswer(told);
  // the matrix of all routes is the last to ask: it takes longest
  const [quick = [], slow = []] = [false, true].map((isMatrix) => files.filter((file) => file.includes('matrix') === isMatrix));
  const outcomes = quick.length > 0 ? await runTests(quick, [numberOf(number)], planted) : [];
  if (slow.length > 0 && !outcomes.some(isWrong)) outcomes.push(...(await runTests(slow, [numberOf(number)], planted)));
  const caught = outcomes.find(isWrong);
  const others = outcomes.filter(({ passed }) => !passed).map(({ name, told }) => `${name}: ${told}`);
  if (caught === undefined && others.length > 0) throw new Error(`its tests fail, but by no wrong answer: ${others[0]?.slice(0, 500)}`);
  run.check(caught === undefined, () => `by ${numberOf(number)}: ${caught?.file}: ${caught?.name}: ${firstLine(caught?.told ?? '')}`);
}
/** What an expectation says; a file that does not load, an answer that came too late and a 5xx are no wrong answers. */
const isWrongAnswer = (told: string): boolean => told.startsWith('AssertionError') && !/expected 5\d\d to |timed out/i.test(told);
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 200);

export const abuse: Harness = {
  full: allCases.length,
  clean: prove,
  defects: [
    {
      name: 'case-without-proof',
      cases: 1,
      run: async (run) => run.check((filesNaming(['A999']).get('A999') ?? []).length > 0, () => 'a case that no test names is missed'),
    },
    ...abuseDefects.flatMap(({ case: number, planted }) =>
      'by' in planted ? [] : [{ name: planted.name, cases: 1, run: (run: Run) => plant(run, number, planted) }],
    ),
  ],
};
