import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { asAccount, type ClusterAccount } from './cluster-account.ts';
import type { ClusterPlace } from './cluster-place.ts';
import type { Endpoint } from './endpoint.ts';
import type { Programs } from './programs.ts';

export type Cluster = {
  dataDir: string;
  place: ClusterPlace;
  account: ClusterAccount;
  programs: Programs;
  /** connections at most; those of one server when not said */
  connections?: number | undefined;
};

/** Small enough that server and database together stay below 350 MB when idle; nothing that costs durability. */
const settings = {
  fsync: 'on',
  full_page_writes: 'on',
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '512MB',
  maintenance_work_mem: '32MB',
  io_method: 'sync',
  jit: 'off',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_statement: 'none',
  password_encryption: 'scram-sha-256',
};

/** At this size the log starts anew. */
const longestLogBytes = 16 * 1024 * 1024;

export type Launched = { child: ChildProcess; output(): string };

/**
 * Starts the postmaster in a session of its own, so that a Ctrl-C meant for the server does not cut its connections
 * while it drains. It writes to a file and not to a pipe, so that it can outlive a killed server.
 */
export function launch({ dataDir, place, account, programs, connections }: Cluster, endpoint: Endpoint): Launched {
  const logFile = join(dataDir, 'postgres.log');
  const log = openSync(logFile, 'a', 0o600);
  if (statSync(logFile).size > longestLogBytes) truncateSync(logFile);
  const from = statSync(logFile).size;
  const flags = Object.entries({
    ...settings,
    ...(connections === undefined ? {} : { max_connections: String(connections) }),
    ...listening(endpoint),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(programs.postgres, ['-D', place.cluster, ...flags], {
    cwd: place.run,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
    ...asAccount(account),
  });
  child.unref();
  closeSync(log);
  return { child, output: () => readFileSync(logFile).subarray(from).toString() };
}

function listening(endpoint: Endpoint): Record<string, string> {
  if (endpoint.kind === 'loopback') {
    return { listen_addresses: '127.0.0.1', port: String(endpoint.port), unix_socket_directories: '' };
  }
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: endpoint.folder,
    unix_socket_permissions: '0700',
  };
}
