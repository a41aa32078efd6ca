import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';

const schema = 'graphile_worker';
const silent = new Logger(() => () => undefined);

/**
 * Lets graphile-worker bring its own schema up, then lets the server's login enqueue and run jobs.
 *
 * The library switches row security on for its tables and adds no policy, which shuts out everybody but the owner. Its
 * payloads hold ids only, so one policy for everything is enough here.
 *
 * @param owner holds the migrations' lock
 */
export async function migrateJobs(owner: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, schema, logger: silent });
  await owner.query(`grant usage on schema ${schema} to keyholder_app`);
  await owner.query(`grant select, insert, update, delete on all tables in schema ${schema} to keyholder_app`);
  await owner.query(`revoke insert, update, delete on ${schema}.migrations from keyholder_app`);
  await owner.query(`grant usage on all sequences in schema ${schema} to keyholder_app`);
  await owner.query(`grant execute on all functions in schema ${schema} to keyholder_app`);
  for (const table of await tablesWithoutPolicy(owner)) {
    await owner.query(`create policy server on ${schema}.${table} to keyholder_app using (true) with check (true)`);
  }
}

async function tablesWithoutPolicy(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = $1::regnamespace and relkind in ('r', 'p') and relrowsecurity
       and not exists (select from pg_policy where polrelid = pg_class.oid)`,
    [schema],
  );
  return rows.map(({ name }) => name);
}
