import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

const program = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));
const readyWithinMs = 60_000;

/**
 * The server as `npm start` runs it, on a port, a data folder and a database of its own.
 *
 * @param args what stands behind `npm start --`, such as `--world FILE`
 * @throws with what the server printed when it does not become ready
 */
export async function startServer(args: readonly string[]): Promise<RunningServer> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'keyholder-server-'));
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      KEYHOLDER_DATA: dataDir,
      PORT: String(await freePort()),
      HOST: '',
      SMTP_URL: '',
      KEYHOLDER_ORIGIN: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  };
  try {
    await ready(child);
    const demo: DemoFile = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
    return { url: demo.url, demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const limit = setTimeout(() => reject(new Error(`not ready in time: ${printed}`)), readyWithinMs);
    const read = (text: Buffer): void => {
      printed += text.toString();
      if (!printed.includes('Keyholder is ready')) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`ended with ${code}: ${printed}`));
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
