import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../../../../../tests/support/postgres.ts';
import { newOrganization } from '../../../../../tests/support/tenants.ts';
import type { DB } from '../../generated/database.ts';
import { foresee, inForesight, mayForesee, proven } from './foresight.ts';
import { type Db, StaleDecision } from './in-tenant.ts';
import { createKysely, createPool } from './pool.ts';

let database: TestDatabase;
let pipelined: Db;
let plain: Db;
let here: OrganizationId;
let runs: ('foreseen' | 'read')[];

beforeAll(async () => {
  database = await createTestDatabase();
  pipelined = createKysely<DB>(createPool({ url: database.appUrl, max: 2, pipeline: true, log: () => undefined }), 'prepared');
  plain = createKysely<DB>(createPool({ url: database.appUrl, max: 2, log: () => undefined }));
  here = await newOrganization(pipelined, 'Here');
});
afterAll(async () => {
  await Promise.all([pipelined.destroy(), plain.destroy()]);
  await database.drop();
});
beforeEach(() => void (runs = []));

const answer = (db: Db, isSo: boolean, work: () => Promise<string> = async () => 'the answer') =>
  inForesight(db, [here], async (tx) => {
    runs.push(mayForesee(tx) ? 'foreseen' : 'read');
    foresee(
      tx,
      sql`select 1`.execute(tx).then(() => isSo),
    );
    return work();
  });

describe('a read that goes ahead of its proof', () => {
  it('D43 counts where the proof holds', async () => {
    expect(await answer(pipelined, true)).toBe('the answer');
    expect(runs).toEqual(['foreseen']);
  });

  it('D43 is done again, with nothing foreseen, where it does not', async () => {
    expect(await answer(pipelined, false)).toBe('the answer');
    expect(runs).toEqual(['foreseen', 'read']);
  });

  it('D43 tells of a fault only where the proof holds', async () => {
    const failing = (): Promise<string> => (runs.length === 1 ? Promise.reject(new Error('of what was foreseen')) : Promise.resolve('so it is'));
    expect(await answer(pipelined, false, failing)).toBe('so it is');
    runs = [];
    await expect(answer(pipelined, true, failing)).rejects.toThrow('of what was foreseen');
    expect(runs).toEqual(['foreseen']);
  });

  it('fails with its proof, and leaves a connection that works', async () => {
    const failing = inForesight(pipelined, [here], async (tx) => {
      foresee(
        tx,
        sql`select no_such_column`.execute(tx).then(() => true),
      );
      return 'the answer';
    });
    await expect(failing).rejects.toThrow('no_such_column');
    expect(await answer(pipelined, true)).toBe('the answer');
  });

  it('D43 stops before what would outlive it, where the proof does not hold', async () => {
    const outlives: string[] = [];
    const done = await inForesight(pipelined, [here], async (tx) => {
      foresee(tx, Promise.resolve(false));
      await proven(tx);
      outlives.push(mayForesee(tx) ? 'foreseen' : 'read');
      return outlives.length;
    });
    expect([done, outlives]).toEqual([1, ['read']]);
  });

  it('lets a use case that decides anew throw what it throws', async () => {
    const stale = inForesight(pipelined, [here], () => Promise.reject(new StaleDecision()));
    await expect(stale).rejects.toBeInstanceOf(StaleDecision);
  });

  it('sees one organization and one instant in all statements that are under way together', async () => {
    const seen = await inForesight(pipelined, [here], (tx) =>
      Promise.all(
        Array.from({ length: 20 }, async () => {
          const { rows } = await sql<{ seen: string }>`select reach()::text || pg_current_snapshot() as seen`.execute(tx);
          return rows[0]?.seen;
        }),
      ),
    );
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain(here);
  });

  it('foresees nothing through a pooler, where each statement waits for the one before', async () => {
    expect(await answer(plain, false)).toBe('the answer');
    expect(runs).toEqual(['read']);
  });
});
