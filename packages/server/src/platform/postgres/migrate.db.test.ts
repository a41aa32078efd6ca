import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/postgres.ts';
import { migrate, refuseOutdatedSchema } from './migrate.ts';
import { createPool } from './pool.ts';

const log = (): undefined => undefined;
const realFolder = join(import.meta.dirname, '../../../migrations');

let database: TestDatabase;
let folder: string;
let nextNumber: number;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'keyholder-migrations-'));
  cpSync(realFolder, folder, { recursive: true });
  const [last] = await query<{ number: number }>(database.ownerUrl, 'select max(number) as number from migrations');
  nextNumber = (last?.number ?? 0) + 1;
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

describe('migrating', () => {
  it('runs nothing on a database that is up to date', async () => {
    expect(await migrateAs('keyholder_app')).toEqual({ applied: [] });
  });

  it('refuses a file that changed after it was run', async () => {
    appendFileSync(join(folder, '0001_reach.sql'), '-- changed');
    await expect(migrateAs('keyholder_app')).rejects.toThrow('migration `0001_reach.sql` was changed after it was run');
  });

  it('leaves nothing of a migration that fails, and names it', async () => {
    const name = addMigration('broken', 'create table half (); select 1 / 0;');
    await expect(migrateAs('keyholder_app')).rejects.toThrow(`migration \`${name}\` failed: division by zero`);
    expect(await query(database.ownerUrl, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });

  it('runs a new migration once when two servers start at the same time', async () => {
    const name = addMigration('added', 'create table added (); drop table added;');
    const both = await Promise.all([migrateAs('keyholder_app'), migrateAs('keyholder_app')]);
    expect(both.flatMap(({ applied }) => applied)).toEqual([name]);
  });

  it('lets a server without the owner start only when every migration has run', async () => {
    addMigration('unknown', 'select 1');
    const refusal = refuseOutdatedSchema({ appUrl: database.appUrl, folder });
    await expect(refusal).rejects.toThrow('has not run on this database: set DATABASE_OWNER_URL');
  });

  it('refuses a login that is not a member of keyholder_app', async () => {
    const refusal = migrateAs('pg_monitor');
    await expect(refusal).rejects.toThrow('`pg_monitor` is not a member of `keyholder_app`: as an administrator, grant');
  });
});

it("lets the server's login enqueue a job in a transaction and run it", async () => {
  const pool = createPool({ url: database.appUrl, log });
  await pool.query(`select graphile_worker.add_job('greet', '{"room": "room_1"}')`);
  const ran: unknown[] = [];
  const greet = async (payload: unknown): Promise<void> => void ran.push(payload);
  const runner = await run({ pgPool: pool, taskList: { greet }, noHandleSignals: true, logger: new Logger(() => log) });
  await new Promise((done) => runner.events.once('job:complete', done));
  await runner.stop();
  await pool.end();
  expect(ran).toEqual([{ room: 'room_1' }]);
});

function migrateAs(appLogin: string): Promise<{ applied: readonly string[] }> {
  return migrate({ ownerUrl: database.ownerUrl, appLogin, folder, log });
}

function addMigration(name: string, text: string): string {
  const file = `${String(nextNumber).padStart(4, '0')}_${name}.sql`;
  writeFileSync(join(folder, file), text);
  return file;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
