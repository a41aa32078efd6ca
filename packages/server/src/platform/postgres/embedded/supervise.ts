import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './launch.ts';
import { start, stopPostmaster, type AdminUrlOf, type Running } from './postmaster.ts';
import { isPostmasterOf } from './process-identity.ts';

export type Supervised = { pid(): number; stop(): Promise<void> };

const lookEveryMs = 250;
const longestPauseMs = 5_000;

/**
 * Starts the postmaster again when it ended by itself, at the same place, until `stop`.
 *
 * It looks instead of waiting for an exit, since an adopted postmaster is nobody's child.
 */
export function supervise(first: Running, cluster: Cluster, adminUrl: AdminUrlOf, log: (line: string) => void): Supervised {
  let running = first;
  let stopped: Promise<void> | undefined;
  let restarting: Promise<void> | undefined;

  const restart = async (): Promise<void> => {
    log(`the embedded database (process ${running.pid}) has ended and is started again`);
    for (let pauseMs = 100; !stopped; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        running = await start(cluster, running.endpoint, adminUrl); // the pools know no other place
        return;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await pause(pauseMs);
      }
    }
  };
  const look = setInterval(() => {
    if (restarting || isPostmasterOf(running.pid, cluster.place.cluster)) return;
    restarting = restart().finally(() => {
      restarting = undefined;
    });
  }, lookEveryMs);

  const stop = async (): Promise<void> => {
    clearInterval(look);
    await restarting;
    await stopPostmaster(running, cluster, log);
  };
  return {
    pid: () => running.pid,
    stop: () => (stopped ??= stop()),
  };
}
