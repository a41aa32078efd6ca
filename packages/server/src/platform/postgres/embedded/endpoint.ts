import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ClusterPlace } from './cluster-place.ts';

/** Where the postmaster listens: a Unix socket in a folder of its own, or else TCP on the loopback. */
export type Endpoint = { kind: 'socket'; folder: string } | { kind: 'loopback'; port: number };

export const socketName = '.s.PGSQL.5432';
/** `sun_path` holds 104 to 108 bytes, the closing zero included. */
const longestSocketPath = 100;

/** The socket, since no other user of the machine can even try it; loopback where its path would be too long. */
export async function chooseEndpoint({ run }: ClusterPlace): Promise<Endpoint> {
  const fits = Buffer.byteLength(join(run, socketName)) < longestSocketPath;
  if (fits && process.platform !== 'win32') return { kind: 'socket', folder: run };
  return { kind: 'loopback', port: await freePort() };
}

export function databaseUrl(endpoint: Endpoint, login: { user: string; password: string }, database: string): string {
  const host = endpoint.kind === 'socket' ? encodeURIComponent(endpoint.folder) : `127.0.0.1:${endpoint.port}`;
  return `postgres://${login.user}:${login.password}@${host}/${database}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('the probe has no port'));
        else resolve(address.port);
      });
    });
  });
}
