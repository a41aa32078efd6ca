import type { Db } from '../../platform/postgres/in-tenant.ts';
import { closeFolds } from './close-folds.ts';
import { sealLedgers } from './seal-ledgers.ts';

const everyMs = 500;

/**
 * Seals ledgers and closes folded refusals twice a second. Any number of processes may do it at once. An error is logged,
 * and the next round tries again.
 *
 * @returns `stop` waits for the round under way and runs a last one
 */
export function startSealer(db: Db, log: (line: string) => void): { stop: () => Promise<void> } {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const report = (what: string) => (error: unknown) => log(`${what}: ${String(error)}`);
  const round = async (): Promise<void> => {
    await closeFolds(db, log).catch(report('folded refusals were not closed'));
    await sealLedgers(db, log).catch(report('the ledgers were not sealed'));
  };
  let running = Promise.resolve();
  const next = (): void => {
    running = round().finally(() => {
      if (!stopping) timer = setTimeout(next, everyMs);
    });
  };
  next();
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      await round();
    },
  };
}
