import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../../../../../tests/support/postgres.ts';
import { newOrganization } from '../../../../../tests/support/tenants.ts';
import type { DB } from '../../generated/database.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { inForesight } from './foresight.ts';
import { type Db, inSnapshot } from './in-tenant.ts';
import { KeptStatements } from './kept-statements.ts';
import { createKysely, createPool } from './pool.ts';

let database: TestDatabase;
let pipelined: Db;
let plain: Db;
let here: OrganizationId;

beforeAll(async () => {
  database = await createTestDatabase();
  pipelined = createKysely<DB>(createPool({ url: database.appUrl, max: 1, pipeline: true, log: () => undefined }), 'prepared');
  plain = createKysely<DB>(createPool({ url: database.appUrl, max: 1, log: () => undefined }));
  here = await newOrganization(pipelined, 'Here');
});
afterAll(async () => {
  await Promise.all([pipelined.destroy(), plain.destroy()]);
  await database.drop();
});

const modeIn = async (tx: TenantTx) => (await sql<{ plan_cache_mode: string }>`show plan_cache_mode`.execute(tx)).rows[0]?.plan_cache_mode;

describe('statements that are kept', () => {
  it('are made once for what they follow from and what is asked, and once more for anything else', async () => {
    const kept = new KeptStatements<object>();
    let made = 0;
    const [one, other] = [{}, {}];
    const ask = (from: object, asked: string | undefined, answer: number) =>
      inSnapshot(pipelined, [here], (tx) =>
        kept.rows<{ n: number }>(tx, from, asked, () => {
          made += 1;
          return sql`select ${answer}::int as n`;
        }),
      );
    expect(await ask(one, 'a', 1)).toEqual([{ n: 1 }]);
    expect(await ask(one, 'a', 2)).toEqual([{ n: 1 }]);
    expect(made).toBe(1);
    expect([await ask(one, 'b', 3), await ask(other, 'a', 4)]).toEqual([[{ n: 3 }], [{ n: 4 }]]);
    expect([await ask(one, undefined, 5), await ask(one, undefined, 6)]).toEqual([[{ n: 5 }], [{ n: 6 }]]);
    for (let n = 0; n < 100; n += 1) await ask(one, `c${n}`, n);
    expect(await ask(one, 'a', 7)).toEqual([{ n: 7 }]);
  });

  it('are planned once to the end of a snapshot that sends ahead, and nothing after it is', async () => {
    const kept = new KeptStatements<object>();
    const ask = (tx: TenantTx) => kept.rows(tx, kept, 'all', () => sql`select 1`).then(() => modeIn(tx));
    expect(await inForesight(pipelined, [here], ask)).toBe('force_generic_plan');
    expect(await inForesight(pipelined, [here], modeIn)).toBe('auto');
    expect([await inSnapshot(pipelined, [here], ask), await inForesight(plain, [here], ask)]).toEqual(['auto', 'auto']);
  });
});
