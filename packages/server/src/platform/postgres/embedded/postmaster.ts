import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.ts';
import { asAccount } from './cluster-account.ts';
import { becomeReady, lastWords } from './become-ready.ts';
import { chooseEndpoint, type Endpoint } from './endpoint.ts';
import { launch, type Cluster, type Launched } from './launch.ts';
import { findLeftover, type Leftover } from './leftover.ts';
import { isPostmasterOf } from './process-identity.ts';

export type Running = { pid: number; endpoint: Endpoint };
export type AdminUrlOf = (endpoint: Endpoint) => string;

/** Backends of a killed postmaster notice within a moment, but may be in the middle of a long statement. */
const launchAttempts = 100;
const launchPauseMs = 100;

/** A transaction is cut by a fast stop; only a checkpoint on a slow disk takes longer than moments. */
const stopWithinMs = 60_000;

/**
 * Takes over the postmaster that a killed server left behind, or starts one.
 *
 * @throws StartRefused with PostgreSQL's own last words
 */
export async function adoptOrStart(cluster: Cluster, adminUrl: AdminUrlOf, log: (line: string) => void): Promise<Running> {
  const leftover = findLeftover(cluster.place);
  if (leftover && (await adopt(leftover, cluster, adminUrl)) === 'ready') {
    log(`the embedded database was still running (process ${leftover.pid}) and is taken over`);
    return leftover;
  }
  return start(cluster, await chooseEndpoint(cluster.place), adminUrl);
}

function adopt({ pid, endpoint }: Leftover, { place }: Cluster, adminUrl: AdminUrlOf): ReturnType<typeof becomeReady> {
  return becomeReady(adminUrl(endpoint), place.cluster, () => isPostmasterOf(pid, place.cluster));
}

/** @throws StartRefused with PostgreSQL's own last words */
export async function start(cluster: Cluster, endpoint: Endpoint, adminUrl: AdminUrlOf): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    findLeftover(cluster.place); // clears a process id that another program bears now
    const launched = launch(cluster, endpoint);
    const pid = await startedPid(launched);
    const { child } = launched;
    const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
    if ((await becomeReady(adminUrl(endpoint), cluster.place.cluster, isAlive)) === 'ready') return { pid, endpoint };

    const said = lastWords(launched);
    const oldBackends = /shared memory block|postmaster\.pid/.test(said);
    if (!oldBackends || attempt === launchAttempts) throw new StartRefused(`the embedded database does not start: ${said}`);
    await pause(launchPauseMs);
  }
}

/** Fast shutdown: transactions in progress are rolled back, everything committed is on the disk. */
export async function stopPostmaster({ pid }: Running, cluster: Cluster, log: (line: string) => void): Promise<void> {
  const { place } = cluster;
  const lives = (): boolean => existsSync(join(place.cluster, 'postmaster.pid')) && isPostmasterOf(pid, place.cluster);
  if (!lives()) return;
  askToStop(pid, 'fast', cluster);
  if (await ends(lives)) return;
  log(`the embedded database does not stop within ${stopWithinMs / 1000} s; it is stopped at once and replays its log next time`);
  askToStop(pid, 'immediate', cluster);
  await ends(lives);
}

async function ends(lives: () => boolean): Promise<boolean> {
  const end = Date.now() + stopWithinMs;
  while (lives()) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

function askToStop(pid: number, mode: 'fast' | 'immediate', { programs, place, account }: Cluster): void {
  if (process.platform === 'win32') {
    spawnSync(programs.pgCtl, ['stop', '-D', place.cluster, '-m', mode, '-W'], asAccount(account));
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}

function startedPid({ child }: Launched): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StartRefused(`the embedded database does not start: ${error.message}`)));
    child.once('spawn', () => (child.pid === undefined ? reject(new Error('no process id')) : resolve(child.pid)));
  });
}
