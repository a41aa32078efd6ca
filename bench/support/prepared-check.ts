import { isId } from '@keyholder/contract';
import type { DB } from '../../packages/server/src/generated/database.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { sampleOf } from '../check/sample.ts';
import { postgresCheck } from '../peers/postgres-check.ts';
import { median, rounded } from './figure.ts';
import { readDemoFile } from './instance.ts';
import type { BenchWorld } from './world.ts';

/** Says how fast the machine is at this moment: one single check by a prepared statement, the peer `PostgreSQL` of `check.inprocess`. */
export type PreparedCheck = { ask: () => Promise<unknown>; stop: () => Promise<void> };

export async function preparedCheck(world: BenchWorld): Promise<PreparedCheck> {
  const customers = Object.values(readDemoFile(world.dataDir).ids)
    .filter((id) => isId('org', id))
    .slice(0, 20);
  const db = createKysely<DB>(createPool({ url: world.appUrl, max: 1, log: () => undefined }));
  const asked = await sampleOf(db, customers, { questions: 2000, rooms: 50, seed: 2 });
  await db.destroy();
  const peer = await postgresCheck(world.adminUrl, asked);
  let next = 0;
  return {
    ask: async () => {
      const question = asked.questions[next++ % asked.questions.length];
      if (question !== undefined) await peer.check(question);
    },
    stop: async () => peer.stop?.(),
  };
}

export type Beside = { checkMs: number; checks: number };

/**
 * Milliseconds of each reading, and of one prepared check between each two of them: `checks` is how many of these a reading takes, which holds
 * on any machine. A server at work has answered before: as often as is timed, it is asked before that.
 */
export async function timedBeside(times: number, read: () => Promise<unknown>, check: PreparedCheck): Promise<{ taken: number[]; beside: Beside }> {
  const taken: number[] = [];
  const checks: number[] = [];
  for (let n = -times; n < times; n += 1) {
    const from = performance.now();
    await read();
    const between = performance.now();
    if (n >= 0) taken.push(between - from);
    await check.ask(); // its own process at the database has slept meanwhile
    const awake = performance.now();
    await check.ask();
    if (n >= 0) checks.push(performance.now() - awake);
  }
  return { taken, beside: { checkMs: rounded(median(checks)), checks: rounded(median(taken) / median(checks)) } };
}
