import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/in-tenant.ts';

// Counts by digest of an account or a network, for the whole platform: read and written without a reach.

const isOver = sql<boolean>`a.window_from <= now() - interval '1 minute'`;

/** Counts one more in the minute that began with the first of them, by the database's clock, before anything is tried: tries at once all count. */
export async function countAttempt(db: Db, key: string): Promise<{ count: number; secondsLeft: number }> {
  const { rows } = await sql<{ count: number; secondsLeft: number }>`
    insert into platform.sign_in_attempts as a (key, window_from, count) values (${key}, now(), 1)
    on conflict (key) do update set count = case when ${isOver} then 1 else a.count + 1 end, window_from = case when ${isOver} then now() else a.window_from end
    returning count, greatest(1, ceil(extract(epoch from window_from + interval '1 minute' - now())))::int as "secondsLeft"`.execute(db);
  return rows[0] ?? { count: 1, secondsLeft: 60 };
}

/** What succeeded was no failure. */
export async function uncountAttempts(db: Db, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('platform.sign_in_attempts')
    .set((row) => ({ count: row('count', '-', 1) }))
    .where('key', 'in', [...keys])
    .where('count', '>', 0)
    .execute();
}
