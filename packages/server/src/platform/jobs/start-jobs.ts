import { Logger, type Runner, type TaskList, parseCronItems, run } from 'graphile-worker';
import type pg from 'pg';
import { givenBackOnce } from './given-back-once.ts';

/** Runs one job. What it throws is tried again later, as often as was said when it was enqueued. */
export type Task = (payload: unknown, attempt: Attempt) => Promise<void>;
export type Attempt = { isLast: boolean };

type Options = {
  /** straight to PostgreSQL: the worker listens */
  pool: pg.Pool;
  tasks: Readonly<Record<string, Task>>;
  /** of them, those that run once a day, at night by UTC, however many processes there are */
  nightly?: readonly string[];
  log: (line: string) => void;
};

/**
 * Runs jobs in this process; any number of processes may do so at once. A worker that dies with its connection is started
 * again, and so is one that could not ask for a job: graphile-worker 0.18 keeps the failure of its first look at the task
 * names for ever, and then asks in vain without a word.
 *
 * @returns `stop` lets the jobs under way finish
 */
export async function startJobs({ pool, tasks, nightly = [], log }: Options): Promise<{ stop: () => Promise<void> }> {
  const jobsPool = givenBackOnce(pool);
  const start = (): Promise<Runner> =>
    run({
      pgPool: jobsPool,
      taskList: taskListOf(tasks),
      parsedCronItems: parseCronItems(nightly.map((task) => ({ task, match: '17 3 * * *' }))),
      concurrency: 4,
      pollInterval: 2000,
      noHandleSignals: true,
      logger: loggerFor(log),
    });
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let stopRunner: (() => Promise<void>) | undefined;
  const lost = (error: unknown): void => {
    stopRunner = undefined;
    if (stopping) return;
    log(`the job worker ended and is started again: ${String(error)}`);
    timer = setTimeout(() => void start().then(watch, lost), 1000);
  };
  const watch = (runner: Runner): void => {
    let ending: Promise<void> | undefined;
    const stop = (): Promise<void> => (ending ??= runner.stop());
    stopRunner = stop;
    if (stopping) void stop().catch(() => undefined);
    runner.events.once('worker:getJob:error', () => void stop().catch(() => undefined)); // `promise` says how it ended
    runner.promise.then(() => lost('it could not ask for jobs'), lost);
  };
  watch(await start());
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await stopRunner?.();
    },
  };
}

const taskListOf = (tasks: Options['tasks']): TaskList =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload, { job }) => task(payload, { isLast: job.attempts >= job.max_attempts })]),
  );

/** Names of jobs and their failures; never a payload. */
const loggerFor = (log: Options['log']): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log(`jobs: ${message}`);
  });
