import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../packages/cli/src/exit-codes.ts';
import { startSealer } from '../packages/server/src/modules/audit/index.ts';
import { type Composed, openComposed } from './support/composed.ts';
import { smallWorld } from './routes/small-world.ts';

const program = fileURLToPath(new URL('../packages/cli/bin/keyholder.mjs', import.meta.url));
const guide = readFileSync(new URL('../docs/guides/cli.md', import.meta.url), 'utf8');
type Ended = { code: number | null; out: string; err: string };

let kh: Composed;
let folder: string;
let sealer: { stop: () => Promise<void> };
beforeAll(async () => {
  kh = await openComposed(smallWorld);
  sealer = startSealer(kh.db, () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'keyholder-cli-'));
});
afterAll(async () => {
  await sealer?.stop();
  await kh?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** Runs the program as a shell would, with a login file of its own. */
function keyholder(words: readonly string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], KEYHOLDER_LOGIN: join(folder, 'login.json'), ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
const signIn = (who: string): Promise<Ended> => keyholder(['login', '--url', kh.origin], { input: `${kh.token(who)}\n` });

describe('keyholder login', () => {
  it('keeps the token for its owner alone', async () => {
    expect(await signIn('alpha.msa')).toMatchObject({ code: 0, err: '' });
    expect(statSync(join(folder, 'login.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps no token that the server does not take, and takes none from the command line', async () => {
    const before = readFileSync(join(folder, 'login.json'), 'utf8');
    expect((await keyholder(['login', '--url', kh.origin], { input: 'kh_api_x' })).code).toBe(exitCodes.notSignedIn);
    expect((await keyholder(['login', '--url', kh.origin, '--token', kh.token('alpha.msa')])).code).toBe(exitCodes.usage);
    expect((await keyholder(['login', '--url', kh.origin, kh.token('alpha.msa')])).code).toBe(exitCodes.usage);
    expect(readFileSync(join(folder, 'login.json'), 'utf8')).toBe(before);
  });
});

describe('docs/guides/cli.md', () => {
  it('has commands that all work, one after the other', async () => {
    const values: Record<string, string> = {
      $URL: kh.origin,
      $ROOM: kh.id('alpha.inside'),
      $PERSON: kh.id('gamma.technician'),
      $CUSTOMER: kh.id('alpha'),
    };
    await expect
      .poll(
        async () =>
          (await kh.asAdmin('select from audit_entries e left join audit_seals s on s.entry_id = e.id where s.entry_id is null limit 1')).length,
        { timeout: 240_000 },
      )
      .toBe(0);
    const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
    expect(commands.length).toBeGreaterThan(7);
    for (const command of commands) {
      expect(command).toMatch(/^npx --no keyholder /);
      const [line = '', from] = command.replace('npx --no keyholder ', '').split(' < ');
      const words = line.split(' ').map((word) => values[word] ?? word);
      const ended = await keyholder(words, { input: from === undefined ? '' : kh.token('alpha.msa') });
      expect([command, ended.code, ended.err]).toEqual([command, 0, '']);
      expect(ended.out).not.toBe('');
      if (words.includes('--json')) expect(typeof JSON.parse(ended.out)).toBe('object');
    }
  });

  it('names every exit code', () => {
    const listed = [...guide.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });
});

describe('keyholder', () => {
  it('explains in words, and says what is missing', async () => {
    await signIn('alpha.msa');
    const yes = await keyholder(['explain', kh.id('gamma.technician'), 'rooms.modify', kh.id('alpha.inside')]);
    expect(yes.out).toMatch(/: yes\n {2}by role Narrow > /);
    const no = await keyholder(['explain', kh.id('gamma.technician'), 'rooms.view', kh.id('alpha.outside')]);
    expect(no.out).toMatch(/: no\n.*it is not in the scope of the assignment; the delegation does not hold it/);
    expect((await keyholder(['explain', 'me', 'rooms.view', kh.id('beta.inside')])).code).toBe(exitCodes.refused);
    const unknown = await keyholder(['explain', 'me', 'rooms.paint', kh.id('alpha.inside')]);
    expect([unknown.code, unknown.err]).toEqual([exitCodes.refused, expect.stringContaining('/action is not a value of this parameter')]);
  });

  it('finds an altered, a shortened and a missing file', async () => {
    const file = join(folder, 'ledger.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const head = /"hash":"([0-9a-f]{64})"/.exec(lines.at(-1) ?? '')?.[1] ?? '';
    const verify = (text: string, ...more: string[]): Promise<Ended> => {
      writeFileSync(join(folder, 'x.jsonl'), text);
      return keyholder(['verify', 'audit', 'x.jsonl', ...more]);
    };
    expect((await verify(`${lines.join('\n')}\n`, '--head', head)).code).toBe(0);
    expect((await verify(lines.join('\n').replace('world.loaded', 'world.faded'))).code).toBe(exitCodes.refused);
    expect(await verify(`${lines.slice(0, -1).join('\n')}\n`, '--head', head)).toMatchObject({ code: exitCodes.refused });
    expect((await keyholder(['verify', 'audit', 'nowhere.jsonl'])).code).toBe(exitCodes.usage);
    expect((await keyholder(['audit', 'export', kh.id('alpha'), '--out', 'ledger.jsonl'])).code).toBe(exitCodes.refused); // it is there already
  });

  it('tells wrong words, no sign-in and no server apart', async () => {
    const nowhere = { KEYHOLDER_LOGIN: join(folder, 'none.json') };
    expect((await keyholder(['rooms'], { env: nowhere })).code).toBe(exitCodes.notSignedIn);
    expect((await keyholder(['rooms', '--colour', 'red'])).code).toBe(exitCodes.usage);
    expect((await keyholder(['rooms', '--limit', '0'])).code).toBe(exitCodes.usage);
    expect((await keyholder(['paint'])).code).toBe(exitCodes.usage);
    expect((await keyholder(['rooms'], { env: { KEYHOLDER_URL: 'http://127.0.0.1:9' } })).code).toBe(exitCodes.unreachable);
    expect((await keyholder(['explain', '--help'])).out).toContain('Examples:');
    expect((await keyholder([])).out).toContain('verify audit FILE');
  });

  it('shows nothing that would steer the terminal', async () => {
    await kh.asAdmin(`update rooms set name = E'Red \\u001b[31mroom\\u202e' where id = $1`, [kh.id('alpha.inside')]);
    const { out } = await keyholder(['rooms', '--customer', kh.id('alpha')]);
    expect(out).toContain('Red room<202e>');
    expect(out).not.toContain('\u001b');
  });
});
