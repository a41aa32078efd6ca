import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './measure/files.ts';
import { rowOf } from './measure/values.ts';

/** What the agent remembers. `attempt` and `credential` are secrets. */
export type State = {
  server: string;
  /** Tells one enrolment key from another without holding it; also the salt of the machine's identity. */
  keyPrint: string;
  attempt: string;
  enrolled?: { credential: string; room: string };
};

export type Stored = { kind: 'found'; state: State } | { kind: 'none' } | { kind: 'unusable'; why: string };

const fileName = 'keyholder-agent.json';

export async function readState(folder: string): Promise<Stored> {
  const file = path.join(folder, fileName);
  try {
    const state = stateOf(JSON.parse(await readFile(file, 'utf8')));
    if (!state) return { kind: 'unusable', why: `\`${file}\` is not a state file of the agent` };
    await chmod(file, 0o600); // a copy or a restore may have opened it to others
    return { kind: 'found', state };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'none' };
    return { kind: 'unusable', why: `\`${file}\` cannot be used: ${errorCode(error) ?? 'not JSON'}` };
  }
}

/** Written beside and renamed, so that a crash leaves the former file or the new one, never half of one. */
export async function writeState(folder: string, state: State): Promise<{ ok: true } | { ok: false; why: string }> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = path.join(folder, `.${fileName}.${randomBytes(6).toString('hex')}`);
    await writePrivately(draft, `${JSON.stringify(state, null, 2)}\n`);
    await rename(draft, path.join(folder, fileName));
    return { ok: true };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return { ok: false, why: `\`${folder}\` cannot keep the state of the agent: ${code}` };
  }
}

async function writePrivately(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function stateOf(value: unknown): State | null {
  const { server, keyPrint, attempt, enrolled } = rowOf(value);
  if (typeof server !== 'string' || typeof keyPrint !== 'string' || typeof attempt !== 'string') return null;
  if (enrolled === undefined) return { server, keyPrint, attempt };
  const { credential, room } = rowOf(enrolled);
  if (typeof credential !== 'string' || typeof room !== 'string') return null;
  return { server, keyPrint, attempt, enrolled: { credential, room } };
}
