import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/postgres.ts';
import { boundStatements } from './bound-statements.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { refuseStrongRole } from './refuse-strong-role.ts';

const log = (): undefined => undefined;

let database: TestDatabase;
let admin: pg.Client;
let login: string;
let loginUrl: string;

/** A login as an operator makes one on a server of their own: of another name, a member of keyholder_app. */
beforeEach(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  login = `own_${randomBytes(6).toString('hex')}`;
  await admin.query(`create role ${login} login password 'secret' in role keyholder_app`);
  const url = new URL(database.appUrl);
  url.username = login;
  url.password = 'secret';
  loginUrl = url.href;
});
afterEach(async () => {
  await admin.query(`drop owned by ${login}`);
  await admin.query(`drop role ${login}`);
  await admin.end();
  await database.drop();
});

it('gives a login of another name the limits of its statements, however often it starts', async () => {
  await boundStatements(loginUrl);
  await boundStatements(loginUrl);
  const pool = createPool({ url: loginUrl, log });
  const { rows } = await pool.query(`select current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`);
  await pool.end();
  expect(rows).toEqual([{ statement: '30s', idle: '15s' }]);
});

it("lets a member of keyholder_app be the server's login", async () => {
  await expect(migrate({ ownerUrl: database.ownerUrl, appLogin: login, log })).resolves.toEqual({ applied: [] });
  const pool = createPool({ url: loginUrl, log });
  const { rows: exceptions } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relforcerowsecurity`,
  );
  const refusal = refuseStrongRole(pool, { withoutRowSecurity: exceptions.map(({ name }) => name) });
  await expect(refusal).resolves.toBeUndefined();
  await pool.end();
});
