import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/**
 * Enqueues a job in the transaction of the act: it runs once this commits, and never if it does not.
 *
 * @param payload ids only: jobs stand outside row security
 * @param tries how often it is run at most; the waits between grow as e^try seconds
 * @param batch what is enqueued under the same key before it runs is one job, so many seconds after the first
 */
export async function addJob(
  tx: TenantTx,
  {
    task,
    payload,
    tries,
    batch,
  }: { task: string; payload: Readonly<Record<string, string>>; tries: number; batch?: { key: string; afterSeconds: number } },
): Promise<void> {
  const together =
    batch === undefined
      ? sql``
      : sql`, job_key => ${batch.key}, job_key_mode => 'preserve_run_at', run_at => now() + make_interval(secs => ${batch.afterSeconds})`;
  await sql`select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, max_attempts => ${tries}${together})`.execute(tx);
}
