import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

export type MovedClock = Clock & {
  /** Ends the sleeps that lie within. */
  pass: (ms: number) => Promise<void>;
  /** How many sleep now. */
  waiting: () => number;
  /** Waits, by turns of the event loop, until somebody sleeps that long, and lets that time pass. */
  passSleepOf: (within: (ms: number) => boolean) => Promise<number>;
};

/** A clock that stands still until it is moved. */
export function movedClock(now = Date.parse('2031-01-01T00:00:00.000Z')): MovedClock {
  const sleepers = new Set<{ until: number; ms: number; wake: () => void }>();
  const pass = async (ms: number) => {
    await turn(); // what needs no time comes first
    now += ms;
    for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
    await turn();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = {
          until: now + ms,
          ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
    pass,
    waiting: () => sleepers.size,
    passSleepOf: async (within) => {
      for (;;) {
        const found = [...sleepers].find(({ ms }) => within(ms));
        if (found) {
          await pass(found.until - now);
          return found.ms;
        }
        await turn();
      }
    },
  };
}
