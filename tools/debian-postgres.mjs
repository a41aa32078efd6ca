import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = '/usr/lib/postgresql/15/bin';

/** A slow machine takes longer than the minute that is usual. */
const patiently = ['-t', '600'];

/** PostgreSQL refuses root. */
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * A throw-away PostgreSQL 15 from Debian's package, on a Unix socket in a temporary folder. Does not sync: nothing in
 * it is to survive.
 *
 * @returns {{ adminUrl: string, stop: () => void } | undefined} undefined where the package is not installed
 */
export function startDebianPostgres() {
  if (!existsSync(join(programs, 'postgres'))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-pg15-'));
  chmodSync(folder, 0o700);
  const password = randomBytes(24).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid) for (const path of [passwordFile, folder]) chownSync(path, account.uid, account.gid);

  const cluster = join(folder, 'pg');
  const stop = () => {
    if (existsSync(join(cluster, 'postmaster.pid'))) run(folder, 'pg_ctl', ['-D', cluster, '-m', 'immediate', '-w', ...patiently, 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run(folder, 'initdb', [
      '-D',
      cluster,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c timezone=UTC -c max_connections=300`;
    run(folder, 'pg_ctl', ['-D', cluster, '-l', join(folder, 'log'), '-o', settings, '-w', ...patiently, 'start']);
  } catch (error) {
    stop();
    throw error;
  }
  return { adminUrl: `postgres://postgres:${password}@${encodeURIComponent(folder)}/postgres`, stop };
}

/** Output goes to a file: a pipe would stay open as long as the server that pg_ctl has started. */
function run(folder, program, words) {
  const output = openSync(join(folder, `${program}.out`), 'a');
  const done = spawnSync(join(programs, program), words, {
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', output, output],
    ...account,
  });
  closeSync(output);
  if (done.status !== 0) throw new Error(`${program} of PostgreSQL 15 ended with status ${done.status ?? done.error?.message}`);
}
