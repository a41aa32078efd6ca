import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a harness as `npm run verify` does, on the database server of this test run. */
function verify(words: readonly string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const child = spawn(process.execPath, ['tests/verify/main.ts', ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/** The smallest forms are the commands that the guide shows: what it says to run is what runs here. */
const guide = readFileSync(new URL('../../docs/guides/verify.md', import.meta.url), 'utf8');
const commands = [...guide.matchAll(/^npm run verify -- (.+)$/gm)].map(([, words = '']) => words.trim().split(/ +/));

describe('npm run verify, in its short form,', () => {
  it('is shown in the guide for every harness', () => {
    const names = commands.map(([name]) => name);
    expect(names.toSorted()).toEqual(['abuse', 'differential', 'matrix', 'metamorphic', 'races', 'revocation', 'rls', 'tenancy']);
  });

  it.each(commands)(
    '%s finds nothing wrong and notices its planted defects',
    async (...words) => {
      const { code, text } = await verify(words);
      expect(text.split('\n').filter((line) => line.startsWith('WRONG'))).toEqual([]);
      expect(text).toMatch(/^verify \w+: seed \d+, \d+ cases$/m);
      expect(text.trimEnd().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/);
      expect(code).toBe(0);
    },
    1_800_000, // each is a run of many tests itself
  );

  it('refuses a harness, a number and a defect that it does not know', async () => {
    const answers = await Promise.all([verify(['everything']), verify(['rls', '--cases', 'many'])]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2]);
    expect(answers[0]?.text).toContain('npm run verify --');
  });
});
