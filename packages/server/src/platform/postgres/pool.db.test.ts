import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/postgres.ts';
import { createPool } from './pool.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('logs an idle connection that the server cuts, and opens another', async () => {
  const lines: string[] = [];
  const pool = createPool({ url: database.appUrl, log: (line) => lines.push(line) });
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const cut = new Promise((done) => pool.once('remove', done));
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await admin.end();
  await cut;
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect(lines).toContain('a database connection was lost: terminating connection due to administrator command');
  await pool.end();
});

it('reads int8 as a number, never as a wrong one, and a date as its text', async () => {
  const pool = createPool({ url: database.appUrl, log: () => undefined });
  const { rows } = await pool.query(`select count(*) as many, date '2026-01-31' as day from generate_series(1, 3)`);
  expect(rows).toEqual([{ many: 3, day: '2026-01-31' }]);
  await expect(pool.query('select 9007199254740993::int8 as many')).rejects.toThrow('does not fit into a number');
  await pool.end();
});
