import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { numberOf } from './abuse-cases.ts';
import { abuseDefects } from './abuse-defects.ts';
import { engineMutants } from './engine-mutants.ts';
import { harnesses } from './harnesses.ts';
import { metamorphicMutants } from './metamorphic.ts';
import { type Planted, spoil } from './planting.ts';
import { withoutLocks } from './races.ts';
import { withoutEpoch, withoutProof } from './revocation.ts';
import { lookedUp, lookedUpOnce, outside } from './tenancy.ts';

const sources = fileURLToPath(new URL('../../packages/server/src/', import.meta.url));
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).map((path) => `${sources}${path}`);
const ofAbuse = abuseDefects.flatMap(({ planted }) => ('by' in planted ? [] : [planted]));
const all: readonly Planted[] = [
  ...ofAbuse,
  ...engineMutants,
  ...metamorphicMutants,
  withoutLocks,
  withoutEpoch,
  withoutProof,
  lookedUp,
  lookedUpOnce,
  outside,
];

// A harness that cannot plant its defects proves nothing; whoever moves such a line learns it here, and not from a run of hours.
it.each(all.map((defect) => [defect.name, defect] as const))('the place of %s is there, once', (_, { name, edits }) => {
  for (const edit of edits) {
    const found = files.filter((path) => path.endsWith(`/${edit.file}`));
    expect([edit.file, found.length]).toEqual([edit.file, 1]);
    for (const path of found) expect(spoil(readFileSync(path, 'utf8'), path, { name, edits: [edit] })).toContain(edit.instead);
  }
});

const elsewhere = abuseDefects.flatMap(({ case: number, planted: { name, ...planted } }) =>
  'by' in planted ? [{ name, number, by: planted.by }] : [],
);
const root = fileURLToPath(new URL('../../', import.meta.url));

it.each(elsewhere)('the defect $name is planted where it is said to be', async ({ name, number, by }) => {
  if ('harness' in by) {
    const { defects } = (await harnesses[by.harness]?.()) ?? { defects: [] };
    expect(defects.map((defect) => defect.name)).toContain(name);
    return;
  }
  const titles = readFileSync(`${root}${by.testIn}`, 'utf8')
    .split('\n')
    .filter((line) => /^\s*(it|test)\(/.test(line));
  expect(titles.filter((title) => title.includes(numberOf(number)) && title.includes(`(planted: ${name})`))).toHaveLength(1);
});
