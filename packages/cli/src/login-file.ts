import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

export type Login = { url: string; token: string };

/** `KEYHOLDER_LOGIN`, or a file of the person's own. */
export const loginFile = (env: Surroundings['env']): string =>
  env['KEYHOLDER_LOGIN'] ?? join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'keyholder', 'login.json');

/** For the owner's eyes only, from the first byte on. */
export async function keepLogin(env: Surroundings['env'], login: Login): Promise<string> {
  const file = loginFile(env);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(login)}\n`, { mode: 0o600 });
  await chmod(file, 0o600); // one that was there before may have been open to others
  return file;
}

/** `KEYHOLDER_URL` and `KEYHOLDER_TOKEN` go before what `keyholder login` has kept. */
export async function readLogin(env: Surroundings['env']): Promise<Login> {
  const kept = await readFile(loginFile(env), 'utf8').then(parseLogin, () => undefined);
  const url = env['KEYHOLDER_URL'] ?? kept?.url;
  const token = env['KEYHOLDER_TOKEN'] ?? kept?.token;
  if (url === undefined || token === undefined) throw new Failure(exitCodes.notSignedIn, 'nobody is signed in: begin with `keyholder login`');
  return { url, token };
}

function parseLogin(text: string): Login | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('url' in value) || !('token' in value)) return undefined;
  const { url, token } = value;
  return typeof url === 'string' && typeof token === 'string' ? { url, token } : undefined;
}
