import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startTestServer } from '../support/postgres.ts';
import { verify } from './harness.ts';
import { harnesses } from './harnesses.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string' }, seed: { type: 'string' }, planted: { type: 'string' } },
});
const [name = '', ...more] = positionals;
const open = harnesses[name];
const seed = Number(values.seed ?? randomInt(1_000_000_000));
const isWhole = (text: string | undefined): boolean => text === undefined || /^\d{1,9}$/.test(text);
if (open === undefined || more.length > 0 || !isWhole(values.seed) || !isWhole(values.cases)) {
  process.stderr.write(`npm run verify -- ${Object.keys(harnesses).join('|')} [--cases N] [--seed S] [--planted DEFECT]\n`);
  process.exit(2);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** A run of all tests has a server already. */
const stop = process.env['KEYHOLDER_TEST_SERVER'] === undefined ? await startTestServer() : undefined;
try {
  const harness = await open();
  const cases = Number(values.cases ?? harness.full);
  say(`verify ${name}: seed ${seed}, ${cases} cases`);
  const begun = performance.now();
  const { passed, failed } = await verify(harness, { seed, cases, only: values.planted, say });
  await harness.close?.();
  say(`in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  // A harness that falls over has shown nothing; why it did stands where a wrong answer would.
  say(`WRONG the harness fell over: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
} finally {
  await stop?.();
}
process.exit(); // what a harness that fell over left open keeps nothing waiting
