import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tenants, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { addJob } from './add-job.ts';
import { createPool } from '../postgres/pool.ts';
import { givenBackOnce } from './given-back-once.ts';
import { type Attempt, startJobs } from './start-jobs.ts';

let tenants: Tenants;
beforeAll(async () => {
  tenants = await openTenants();
});
afterAll(() => tenants.close());

const enqueue = (tries = 1): Promise<void> => within(tenants.db, [], (tx) => addJob(tx, { task: 'note', payload: { id: 'mail_1' }, tries }));

/** Starts a worker whose task reports each run; `next` settles with the following one. */
async function worker(run: (attempt: Attempt) => void = () => undefined) {
  const runs: { payload: unknown; attempt: Attempt }[] = [];
  let arrived: () => void = () => undefined;
  const jobs = await startJobs({
    pool: tenants.appPool,
    log: () => undefined,
    tasks: {
      note: async (payload, attempt) => {
        runs.push({ payload, attempt });
        arrived();
        run(attempt);
      },
    },
  });
  const reached = async (many: number): Promise<void> => {
    while (runs.length < many)
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
  };
  return { runs, reached, stop: jobs.stop };
}

describe('jobs', () => {
  it('run once what was enqueued by an act that committed', async () => {
    const { runs, reached, stop } = await worker();
    await enqueue();
    await reached(1);
    await stop();
    expect(runs).toEqual([{ payload: { id: 'mail_1' }, attempt: { isLast: true } }]);
    expect(await tenants.asAdmin('select from graphile_worker._private_jobs')).toEqual([]);
  });

  it('say which try is the last', async () => {
    const failing = await worker(() => {
      throw new Error('not now');
    });
    await enqueue(2);
    await failing.reached(1);
    await failing.stop();
    await tenants.asAdmin('update graphile_worker._private_jobs set run_at = now()');
    const again = await worker();
    await again.reached(1);
    await again.stop();
    expect([...failing.runs, ...again.runs].map(({ attempt }) => attempt.isLast)).toEqual([false, true]);
  });

  it('go on after every connection to the database was cut', async () => {
    const { runs, reached, stop } = await worker();
    await tenants.asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'keyholder_app' and datname = current_database()`);
    await tenants.asAdmin(`select graphile_worker.add_job('note', '{}')`);
    await reached(1);
    await stop();
    expect(runs).toHaveLength(1);
  });

  it('bear that the connection on which the worker listens is given back twice, as it does when it is cut while it ends', async () => {
    const pool = createPool({ url: tenants.appPool.options.connectionString ?? '', max: 1, log: () => undefined });
    try {
      const release = await new Promise<() => void>((resolve) => givenBackOnce(pool).connect((_error, _client, done) => resolve(done)));
      release();
      const { rows } = await pool.query('select 1 as one'); // the only connection there is
      release();
      expect(rows).toEqual([{ one: 1 }]);
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
    } finally {
      await pool.end();
    }
  });
});
