import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { createTestDatabase } from './postgres.ts';

type Person = {
  alias: string;
  id: string;
  name: string;
  email: string;
  password: string;
  organization: { id: string; name: string; domain: string };
  roles: string[];
  token: string;
};
export type DemoFile = { url: string; people: Person[]; ids: Record<string, string>; decisionToken: string };
export type RunningServer = { url: string; demo: DemoFile; stop: () => Promise<void> };

/** While `npm run verify` plants a defect, servers of their own process have it too. */
const isPlanted = process.env['KEYHOLDER_HARNESS_DEFECT'] !== undefined;
const program = fileURLToPath(new URL(isPlanted ? '../verify/planted-server.ts' : '../../packages/server/src/main.ts', import.meta.url));
const readyWithinMs = 240_000;

/**
 * The server as `npm start` runs it, on a port, a data folder and a database of its own.
 *
 * @param args what stands behind `npm start --`, such as `--world FILE`
 * @throws with what the server printed when it does not become ready
 */
export async function startServer(args: readonly string[]): Promise<RunningServer> {
  const { dataDir, stop } = await launch(args, /Keyholder is ready/);
  const demo: DemoFile = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
  return { url: demo.url, demo, stop };
}

/** The server without any world, and the token that its console printed for the set-up. */
export async function startEmptyServer(): Promise<{ url: string; setupToken: string; stop: () => Promise<void> }> {
  const { url, found, stop } = await launch(['--empty'], /Set-up token, shown this once: (\S+)\s/);
  return { url, setupToken: found[1] ?? '', stop };
}

type Launched = { url: string; dataDir: string; found: RegExpExecArray; stop: () => Promise<void> };

async function launch(args: readonly string[], sign: RegExp): Promise<Launched> {
  const database = await createTestDatabase();
  try {
    const launched = await launchOn(database.appUrl, { args, sign });
    const stop = async (): Promise<void> => {
      await launched.stop();
      await database.drop();
    };
    return { ...launched, stop };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/**
 * A server process on a database that is there, with a port and a data folder of its own.
 *
 * @param options.program what runs instead of the server's own `main.ts`
 * @throws with what it printed when `sign` does not come
 */
export async function launchOn(
  databaseUrl: string,
  options: { args: readonly string[]; sign: RegExp; environment?: Readonly<Record<string, string>>; program?: string },
): Promise<Launched> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyholder-server-'));
  const port = await freePort();
  const child = spawn(process.execPath, [options.program ?? program, ...options.args], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      KEYHOLDER_DATA: dataDir,
      PORT: String(port),
      HOST: '',
      SMTP_URL: '',
      KEYHOLDER_ORIGIN: '',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: `http://127.0.0.1:${port}`, dataDir, found: await printed(child, options.sign), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the server prints what matches `sign`. */
function printed(child: ChildProcess, sign: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const limit = setTimeout(() => reject(new Error(`not ready in time: ${text}`)), readyWithinMs);
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = sign.exec(text);
      if (!found) return;
      clearTimeout(limit);
      resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`ended with ${code}: ${text}`));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
