import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StartRefused } from '../start-refused.ts';
import type { Launched } from './launch.ts';

/** Replay of the log after a power cut may take this long on a slow disk. */
const patienceMs = 10 * 60_000;

/** Not yet, or just gone: 57P03 starting up, 57P01 ending, 53300 its slots are taken; or no socket yet. */
const passing = new Set(['57P03', '57P01', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT']);

type Readiness = 'ready' | 'ended';

/**
 * Waits until the cluster lets the superuser in.
 *
 * @param isAlive asked between tries; `ended` when it says no
 * @throws StartRefused when it is another cluster, or knows another password
 */
export async function becomeReady(adminUrl: string, cluster: string, isAlive: () => boolean): Promise<Readiness> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if (!isAlive()) return 'ended';
    const folder = await askForFolder(adminUrl);
    if (folder === cluster) return 'ready';
    if (folder !== undefined) throw new StartRefused(`another database, \`${folder}\`, answers for \`${cluster}\``);
    await pause(20);
  }
  throw new StartRefused(`the embedded database is not ready after ${patienceMs / 60_000} minutes: see postgres.log`);
}

/** Why it ended, from its own words. */
export function lastWords({ output }: Launched): string {
  const lines = output().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? lines.findLast((line) => line !== '');
  return fatal?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? 'it said nothing';
}

async function askForFolder(adminUrl: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the query below reports it
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '28P01') throw new StartRefused('the embedded database does not know the password in `database.json`');
    if (passing.has(code) || code === '') return undefined; // no code: the connection was cut or timed out
    throw error;
  } finally {
    await client.end();
  }
}
