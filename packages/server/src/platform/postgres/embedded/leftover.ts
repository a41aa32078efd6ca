import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterPlace } from './cluster-place.ts';
import { socketName, type Endpoint } from './endpoint.ts';
import { isPostmasterOf } from './process-identity.ts';

export type Leftover = { pid: number; endpoint: Endpoint };

/** Larger than any process id: Linux ends at 4194304, others before. */
const nobodysPid = 4194305;

/**
 * The postmaster that outlived a killed server, if its lock and its command line name this cluster.
 *
 * A lock whose process id now belongs to another program would make PostgreSQL refuse to start, so the id in it is
 * replaced by one that nobody has; the same goes for a killed one that nobody has reaped. The file stays: by its other
 * lines PostgreSQL finds out whether backends of the old postmaster are still at work.
 */
export function findLeftover({ cluster, run }: ClusterPlace): Leftover | undefined {
  const file = join(cluster, 'postmaster.pid');
  const lines = readIfThere(file)?.split('\n'); // pid, folder, start, port, socket folder, address, …
  if (!lines) return undefined;

  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostmasterOf(pid, cluster)) {
    writeFileSync(file, [nobodysPid, ...lines.slice(1)].join('\n'));
    rmSync(join(run, `${socketName}.lock`), { force: true });
    return undefined;
  }
  const socket = lines[4] === run;
  return { pid, endpoint: socket ? { kind: 'socket', folder: run } : { kind: 'loopback', port: Number(lines[3]) } };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
