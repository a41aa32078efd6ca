import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { DB } from '../../packages/server/src/generated/database.ts';
import { ok, refuse } from '../../packages/server/src/kernel/result.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { inSnapshot, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import type { Run } from './harness.ts';

/** How a transaction ends: the next one on its connection must not see what it saw. */
const ends = ['read', 'commit', 'refusal', 'exception', 'broken statement', 'cancelled'] as const;
const concurrency = 6;

/**
 * Transactions of many tenants, in turn on few connections, that name no organization: what they find is what row security
 * leaves them (A11). One of two reads, the rest write, are refused, break or are cut off.
 *
 * @param tenants with the number of rooms that each has
 */
export async function readBare(run: Run, cases: number, url: string, tenants: ReadonlyMap<OrganizationId, number>): Promise<void> {
  const pool = createPool({ url, max: concurrency * 2, log: () => undefined });
  const db = createKysely<DB>(pool);
  const organizations = [...tenants.keys()];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < cases && !run.enough()) {
      const number = next;
      next += 1;
      const who = organizations[(number * 7919 + run.seed) % organizations.length];
      if (who === undefined) return;
      const end = ends[number % ends.length] ?? 'read';
      const { rows } = await transact(db, who, end);
      const strangers = rows.filter(({ organization }) => organization !== who);
      const own = rows.find(({ organization }) => organization === who)?.rooms ?? 0;
      run.check(
        strangers.length === 0 && own === tenants.get(who),
        () => `a transaction of ${who} that ends by ${end} sees ${own} rooms of its own and rows of ${strangers.length} others`,
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    await db.destroy();
  }
}

type Seen = { rows: { organization: OrganizationId; rooms: number }[] };

async function transact(db: ReturnType<typeof createKysely<DB>>, who: OrganizationId, end: (typeof ends)[number]): Promise<Seen> {
  let seen: Seen = { rows: [] };
  const look = async (tx: Parameters<Parameters<typeof inSnapshot>[2]>[0]): Promise<void> => {
    seen = await sql<Seen['rows'][number]>`select organization_id as organization, count(*)::int as rooms from rooms group by 1`.execute(tx);
  };
  if (end === 'read') {
    await inSnapshot(db, [who], look);
    return seen;
  }
  const work = inTenant(db, reachOf([who]), 'shared', async (tx) => {
    await look(tx);
    if (end === 'exception') throw new Error('on purpose');
    if (end === 'broken statement') await sql`select 1 / 0`.execute(tx);
    if (end === 'cancelled') await sql`select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)`.execute(tx);
    return end === 'refusal' ? refuse('not_found') : ok(undefined);
  });
  await work.catch((error: unknown) => {
    if (end === 'commit' || end === 'refusal') throw error; // the others were meant to fail
  });
  return seen;
}
