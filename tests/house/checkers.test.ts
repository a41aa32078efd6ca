import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const configs = ['.oxlintrc.json', '.oxfmtrc.json', '.dependency-cruiser.mjs', 'knip.json', 'redocly.yaml', 'tsconfig.base.json'];
const module = (path: string): string => join(root, 'node_modules', path);

const longestMs = 270_000;

type Run = { code: number | null; output: string };

/** Runs a checker in a folder that holds a planted fault and the configuration of this repository, and nothing else. */
async function checkPlanted(fixture: string, words: readonly string[]): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-planted-'));
  try {
    cpSync(join(import.meta.dirname, 'fixtures', fixture), folder, { recursive: true });
    for (const config of configs) copyFileSync(join(root, config), join(folder, config));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    if (fixture === 'module-rules') copyFileSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    return await run(folder, words);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A checker that hangs is ended with everything it has started, well before the test gives up on it. */
function run(cwd: string, words: readonly string[]): Promise<Run> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  const child = spawn(process.execPath, words, { cwd, env, detached: true });
  const end = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), longestMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  }).finally(() => clearTimeout(end));
}

describe('a planted fault is found by', () => {
  it('the linter: any, a loose comparison, a debugger, a default export', async () => {
    const { code, output } = await checkPlanted('lint', [module('oxlint/bin/oxlint'), '--format', 'unix', 'planted.ts']);
    expect(code).not.toBe(0);
    for (const rule of ['no-explicit-any', 'eqeqeq', 'no-default-export', 'no-debugger']) expect(output).toContain(rule);
  });

  it('the compiler: a member of an array that may be missing', async () => {
    const { code, output } = await checkPlanted('types', [module('typescript/bin/tsc'), '--project', 'tsconfig.json']);
    expect(code).not.toBe(0);
    expect(output).toContain('planted.ts(2,14): error TS2322');
  });

  it('the formatter', async () => {
    const { code, output } = await checkPlanted('format', [module('oxfmt/bin/oxfmt'), '--list-different']);
    expect(code).not.toBe(0);
    expect(output).toContain('planted.ts');
  });

  it('the module rules: order, index, kernel, platform, contract, portal', async () => {
    const { code, output } = await checkPlanted('module-rules', [join(root, 'tools/check/module-rules.mjs'), '--least', '1']);
    expect(code).not.toBe(0);
    for (const rule of ['order-audit', 'through-index', 'kernel-below', 'platform-below', 'contract-alone', 'portal-through-client'])
      expect(output).toContain(rule);
  });

  it('the module rules: a checker that sees nothing', async () => {
    const nothing = await checkPlanted('format', [join(root, 'tools/check/module-rules.mjs')]);
    expect(nothing.code).not.toBe(0);
    expect(nothing.output).toContain('no sources were seen');
    const little = await checkPlanted('module-rules', [join(root, 'tools/check/module-rules.mjs')]);
    expect(little.output).toContain('only 8 sources were seen');
  });

  it('the search for dead code: a file and an export', async () => {
    const { code, output } = await checkPlanted('dead-code', [module('knip/bin/knip.js'), '--no-progress']);
    expect(code).not.toBe(0);
    expect(output).toContain('never-imported.ts');
    expect(output).toContain('forgotten');
  });

  it('the linter of the API description: a parameter that is not described', async () => {
    const { code, output } = await checkPlanted('api-description', [module('@redocly/cli/bin/cli.js'), 'lint', 'keyholder', '--format', 'stylish']);
    expect(code).not.toBe(0);
    expect(output).toContain('path-parameters-defined');
  });

  it('the comparison of generated files with the contract', async () => {
    const folder = join(import.meta.dirname, 'fixtures/drift');
    const { code, output } = await run(root, [join(root, 'tools/check/drift.ts'), 'contract', folder]);
    expect(code).not.toBe(0);
    expect(output).toContain('packages/contract/generated/openapi.json is not what npm run generate writes, from line 1 on');
  });
});

it('every fixture is of a checker, and every checker runs in npm run check', () => {
  const steps = readFileSync(join(root, 'tools/check/steps.mjs'), 'utf8');
  for (const program of ['oxlint', 'oxfmt', 'tsc', 'module-rules.mjs', 'knip', 'drift.ts', 'redocly']) expect(steps).toContain(program);
});
