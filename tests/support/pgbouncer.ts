import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

export type Pooler = { url: string; version: string; stop: () => Promise<void> };

/** Like PostgreSQL, PgBouncer refuses root. */
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const program = 'pgbouncer';

/** What is installed here, as it calls itself; undefined where it is not (Debian: pgbouncer). */
export function pgBouncerVersion(): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0]?.trim() : undefined;
}

/**
 * PgBouncer in transaction mode before one database: so many connections to PostgreSQL, whoever asks.
 *
 * @param databaseUrl of the server's login
 */
export async function startPgBouncer(databaseUrl: string, connections: number): Promise<Pooler> {
  const version = pgBouncerVersion();
  if (version === undefined) throw new Error('PgBouncer is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-pooler-'));
  const port = await freePort();
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const database = pathname.slice(1);
  const target = `host=${decodeURIComponent(hostname)} port=${serverPort === '' ? 5432 : serverPort} dbname=${database} user=${username} password=${password}`;
  const file = join(folder, 'pgbouncer.ini');
  const settings = [
    '[databases]',
    `${database} = ${target}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${connections}`,
    'max_client_conn = 500',
    'ignore_startup_parameters = extra_float_digits',
    '',
  ];
  writeFileSync(file, settings.join('\n'), { mode: 0o600 });
  chmodSync(folder, 0o700);
  if (account.uid !== undefined) for (const path of [folder, file]) chownSync(path, account.uid, account.gid);
  const child = spawn(program, ['-q', file], { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!(await answers(port))) {
    if (child.exitCode === null && child.signalCode === null) continue;
    await stop();
    throw new Error(`PgBouncer ended: ${said}`);
  }
  const url = new URL(`postgres://127.0.0.1:${port}/${database}`);
  url.username = username;
  url.password = password;
  return { url: url.href, version, stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => tell(true));
    socket.once('error', () => tell(false));
  });
}
