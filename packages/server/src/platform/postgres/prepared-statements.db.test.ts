import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../../../../../tests/support/postgres.ts';
import { newOrganization } from '../../../../../tests/support/tenants.ts';
import type { DB } from '../../generated/database.ts';
import { type Db, inSnapshot, readEpochs, widenReach } from './in-tenant.ts';
import { createKysely, createPool } from './pool.ts';

let database: TestDatabase;
let pool: pg.Pool;
let db: Db;
let one: OrganizationId;
let other: OrganizationId;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.appUrl, max: 2, pipeline: true, log: () => undefined });
  db = createKysely<DB>(pool, 'prepared');
  [one, other] = [await newOrganization(db, 'One'), await newOrganization(db, 'Other')];
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const reach = (tx: Parameters<typeof widenReach>[0]) =>
  sql<{ reach: string }>`select reach()::text as reach`.execute(tx).then(({ rows }) => rows[0]?.reach);

describe('statements sent together', () => {
  it('read under the reach that was set last before them', async () => {
    await inSnapshot(db, [one], async (tx) => {
      expect(await reach(tx)).toBe(`{${one}}`);
      await widenReach(tx, [one, other]);
      await widenReach(tx, [other]);
      expect(await reach(tx)).toBe(`{${other}}`);
      expect([...(await readEpochs(tx, [one, other])).keys()]).toEqual([]);
    });
  });

  it('keep apart what runs side by side on few connections', async () => {
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, n) => inSnapshot(db, [n % 2 === 0 ? one : other], async (tx) => [await reach(tx), await reach(tx)])),
    );
    expect(seen).toEqual(seen.map((_, n) => [`{${n % 2 === 0 ? one : other}}`, `{${n % 2 === 0 ? one : other}}`]));
  });

  it('see one snapshot from the first statement to the last', async () => {
    await inSnapshot(db, [one], async (tx) => {
      const before = (await sql<{ n: number }>`select count(*)::int as n from organizations`.execute(tx)).rows;
      await newOrganization(db, 'Later');
      expect((await sql<{ n: number }>`select count(*)::int as n from organizations`.execute(tx)).rows).toEqual(before);
    });
  });

  it('answer nothing when what was sent before them failed, and leave a connection that works', async () => {
    const failing = db.connection().execute(async (connection) => {
      await sql.raw("set local keyholder.reach = '{}'; select no_such_column").execute(connection);
      return sql`select 1 as one`.execute(connection);
    });
    await expect(failing).rejects.toThrow('no_such_column');
    expect(await inSnapshot(db, [one], reach)).toBe(`{${one}}`);
  });

  it('leave no reach behind for whoever gets the connection next', async () => {
    await inSnapshot(db, [one], reach);
    const left = await Promise.all(
      [0, 1].map(() => db.connection().execute((connection) => sql<{ reach: string }>`select reach()::text as reach`.execute(connection))),
    );
    expect(left.map(({ rows }) => rows[0]?.reach)).toEqual(['{}', '{}']);
  });
});
