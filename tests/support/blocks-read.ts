import { sql } from 'kysely';
import type { TenantTx } from '../../packages/server/src/kernel/tenant.ts';

/** How many blocks of tables and indexes `work` looks at in this transaction: what a plan costs, whatever else the machine does. */
export async function blocksRead(tx: TenantTx, work: () => Promise<unknown>): Promise<number> {
  const before = await soFar(tx);
  await work();
  return (await soFar(tx)) - before;
}

async function soFar(tx: TenantTx): Promise<number> {
  const { rows } = await sql<{ blocks: number }>`
    select sum(pg_stat_get_xact_blocks_fetched(c.oid))::int as blocks from pg_class c where c.relnamespace = 'public'::regnamespace`.execute(tx);
  return rows[0]?.blocks ?? 0;
}
