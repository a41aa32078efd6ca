import type { Route } from '../../packages/server/src/platform/http/route.ts';
import type { Stage } from './stage.fixture.ts';

/** Where two acts meet after each has done and checked all of its own and before either commits. */
export type Gate = {
  /** makes the acts of these operations pass the gate; given to `openStage` */
  through: (routes: readonly Route[]) => readonly Route[];
  /** sends both at once; the gate opens when both have come, or when one has and the other waits for a lock of the first */
  race: <T>(stage: Stage, one: () => Promise<T>, other: () => Promise<T>) => Promise<{ outcomes: [T, T]; overlapped: boolean }>;
};

/** @param operations those whose acts are held at the gate */
export function makeGate(operations: readonly string[]): Gate {
  let meet: () => Promise<void> = async () => undefined;
  return {
    through: (routes) =>
      routes.map((route) =>
        operations.includes(route.operation.id)
          ? {
              ...route,
              handle: async (context) => {
                const outcome = await route.handle(context);
                await meet();
                return outcome;
              },
            }
          : route,
      ),
    race: async (stage, one, other) => {
      let [arrived, answered, overlapped] = [0, 0, false];
      let release: () => void = () => undefined;
      const open = new Promise<void>((resolve) => (release = resolve));
      meet = async () => {
        arrived += 1;
        while (!overlapped && answered === 0) if (arrived > 1 || (await someoneWaits(stage))) overlapped = true;
        release();
        await open;
      };
      const sent = async <T>(send: () => Promise<T>): Promise<T> => {
        const outcome = await send();
        answered += 1;
        return outcome;
      };
      const outcomes = await Promise.all([sent(one), sent(other)]);
      meet = async () => undefined;
      return { outcomes, overlapped };
    },
  };
}

/** Whether a request waits for a lock that another one holds. */
async function someoneWaits({ asAdmin }: Stage): Promise<boolean> {
  const [row] = await asAdmin<{ waits: boolean }>(
    `select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) as waits`,
  );
  return row?.waits === true;
}
