import { setTimeout as timer } from 'node:timers/promises';

/** Time as the agent sees it; tests move it. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Ends early, without an error, when the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await timer(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
