import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/**
 * Enqueues a job in the transaction of the act: it runs once this commits, and never if it does not.
 *
 * @param payload ids only: jobs stand outside row security
 * @param tries how often it is run at most; the waits between grow as e^try seconds
 */
export async function addJob(
  tx: TenantTx,
  { task, payload, tries }: { task: string; payload: Readonly<Record<string, string>>; tries: number },
): Promise<void> {
  await sql`select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, max_attempts => ${tries})`.execute(tx);
}
