import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../tests/support/free-port.ts';

/** Starts a program of `bench/peers/` on a port of its own; it says one line once it listens. */
export async function startPeerServer(file: string, databaseUrl: string): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const child = spawn(process.execPath, [new URL(`../peers/${file}`, import.meta.url).pathname, databaseUrl, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
