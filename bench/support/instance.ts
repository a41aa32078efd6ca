import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/support/free-port.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const noLimit = { perMinute: 1e9, burst: 1e9 };
/** For `KEYHOLDER_LIMITS`: what is measured is the server and not how much it lets one caller ask. */
export const unlimited = JSON.stringify({ person: noLimit, anonymous: noLimit, decisions: noLimit });

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'keyholder-'));

export type Instance = { url: string; pid: number; readyMs: number; dataDir: string; stop: () => Promise<void> };

/** Starts the product as `npm start` does once everything is installed, and waits until it says that it is ready. */
export async function startInstance(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Instance> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn(process.execPath, [join(root, 'tools/start.mjs'), ...args], {
    env: { ...process.env, PORT: String(port), KEYHOLDER_DATA: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await readiness(child);
  const readyMs = performance.now() - from;
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    readyMs,
    dataDir,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function readiness(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Keyholder is ready')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

export type DemoFile = {
  url: string;
  people: { alias: string; name: string; email: string; token: string; roles: string[]; organization: { id: string; name: string } }[];
  ids: Record<string, string>;
  decisionToken: string;
};
export const readDemoFile = (dataDir: string): DemoFile => JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));

export const forgetFolder = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true });
