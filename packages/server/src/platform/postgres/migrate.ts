import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { asMigration, plan, type Migration } from './migrations.rules.ts';
import { createRecord, lockMigrations, readRecord, record } from './migrations.store.ts';
import { migrateJobs } from './migrate-jobs.ts';
import { StartRefused } from './start-refused.ts';

type Options = {
  ownerUrl: string;
  /** The user name in DATABASE_URL. */
  appLogin: string;
  folder?: string;
  log: (line: string) => void;
};

const ownFolder = join(import.meta.dirname, '../../../migrations');

/**
 * Brings the schema up to this server's migrations, as the owner; each runs in a transaction of its own with its record.
 *
 * Migrations grant to the role `keyholder_app` by name. On a server of one's own the login may have another name, if it
 * is a member of that role.
 *
 * @returns the names of those that were run now
 * @throws StartRefused: see `plan`; a role that is missing; a migration that fails
 */
export async function migrate({ ownerUrl, appLogin, folder, log }: Options): Promise<{ applied: readonly string[] }> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'keyholder migrations' });
  owner.on('error', () => undefined); // the statement in progress reports it
  await connect(owner);
  try {
    await refuseMissingRole(owner, appLogin);
    await lockMigrations(owner);
    await createRecord(owner);
    const pending = await pendingMigrations(owner, folder ?? ownFolder);
    for (const migration of pending) {
      await run(owner, migration);
      log(`migration ${migration.name} has run`);
    }
    await migrateJobs(owner, ownerUrl);
    return { applied: pending.map(({ name }) => name) };
  } finally {
    await owner.end();
  }
}

/**
 * For a server that is not told the owner's login: everything must have been run by another one already.
 *
 * @throws StartRefused
 */
export async function refuseOutdatedSchema({ appUrl, folder }: { appUrl: string; folder?: string }): Promise<void> {
  const app = new pg.Client({ connectionString: appUrl });
  app.on('error', () => undefined); // the statement in progress reports it
  await connect(app);
  try {
    const [first] = await pendingMigrations(app, folder ?? ownFolder);
    if (first) throw new StartRefused(`migration \`${first.name}\` has not run on this database: set DATABASE_OWNER_URL`);
  } finally {
    await app.end();
  }
}

async function pendingMigrations(client: pg.Client, folder: string): Promise<readonly Migration[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const known = names.map((name) => asMigration(name, readFileSync(join(folder, name), 'utf8')));
  const planned = plan(known, await readRecord(client));
  if (!planned.ok) throw new StartRefused(planned.refusal);
  return planned.pending;
}

async function run(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(migration.text);
    await record(owner, migration);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw new StartRefused(`migration \`${migration.name}\` failed: ${reason(error)}`, { cause: error });
  }
}

async function refuseMissingRole(owner: pg.Client, appLogin: string): Promise<void> {
  const { rows } = await owner.query<{ name: string; may: boolean }>(
    `select rolname as name, rolname = 'keyholder_app' or exists (
       select from pg_roles app where app.rolname = 'keyholder_app' and pg_has_role(login.oid, app.oid, 'usage')) as may
     from pg_roles login where rolname in ('keyholder_app', $1)`,
    [appLogin],
  );
  const named = (name: string) => rows.find((role) => role.name === name);
  if (!named('keyholder_app')) {
    throw new StartRefused('the role `keyholder_app` is missing: as an administrator, create role keyholder_app nologin');
  }
  if (!named(appLogin)?.may) {
    throw new StartRefused(`\`${appLogin}\` is not a member of \`keyholder_app\`: as an administrator, grant keyholder_app to ${appLogin}`);
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new StartRefused(`cannot reach the database: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', '); // one per address of the host
  return error instanceof Error ? error.message : String(error);
}
