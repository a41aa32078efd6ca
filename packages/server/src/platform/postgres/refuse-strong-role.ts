import type pg from 'pg';
import { StartRefused } from './start-refused.ts';

type Options = {
  /** Tables of schema `public` that hold no organization's data. `migrations` is always one of them. */
  withoutRowSecurity: readonly string[];
};

/**
 * Refuses a database that could not keep organizations apart.
 *
 * The login must not be able to step around row security: by an attribute, by owning a table or the database, or by
 * being a member of a role that can; with CREATEROLE it could make itself one (before PostgreSQL 16). Every table of
 * schema `public` forces row security, every view runs with the rights of its reader. Not older than 15.9, 16.5 and
 * 17.1 (CVE-2024-10976: policies kept from an earlier role).
 *
 * @throws StartRefused with the first of these
 */
export async function refuseStrongRole(pool: pg.Pool, { withoutRowSecurity }: Options): Promise<void> {
  await refuseOldServer(pool);
  await refuseAttributes(pool);
  await refuseOwnership(pool);
  await refuseUnforced(pool, ['migrations', ...withoutRowSecurity]);
}

/** The first good minor release of each major one, as `server_version_num`. */
const oldest = [150_009, 160_005, 170_001, 180_000];

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; shown: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown`,
  );
  for (const { version, shown } of rows) {
    if (!isOldServer(version)) return;
    throw new StartRefused(`PostgreSQL ${shown} is too old: at least 15.9, 16.5 or 17.1 is needed`);
  }
}

/** @param version `server_version_num`: 150009 for 15.9 */
export function isOldServer(version: number): boolean {
  const major = Math.floor(version / 10_000);
  const least = oldest.find((first) => Math.floor(first / 10_000) === major);
  return least === undefined ? major < 15 : version < least;
}

async function refuseAttributes(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ login: string; role: string; attribute: string }>(`
    select current_user as login, rolname as role,
           case when rolsuper then 'a superuser' when rolbypassrls then 'BYPASSRLS' else 'CREATEROLE' end as attribute
    from pg_roles
    where (rolsuper or rolbypassrls or rolcreaterole) and pg_has_role(current_user, oid, 'member')
    order by rolname = current_user desc, rolname`);
  const [found] = rows;
  if (!found) return;
  const through = found.role === found.login ? '' : ` through \`${found.role}\``;
  throw new StartRefused(`the database login \`${found.login}\` is ${found.attribute}${through}: use one that is not`);
}

async function refuseOwnership(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ login: string; thing: string }>(`
    select current_user as login, 'the database' as thing from pg_database
    where datname = current_database() and pg_has_role(current_user, datdba, 'member')
    union all
    select current_user, format('%I.%I', nspname, relname)
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm') and nspname !~ '^pg_' and nspname <> 'information_schema'
      and pg_has_role(current_user, relowner, 'member')
    limit 1`);
  const [found] = rows;
  if (!found) return;
  throw new StartRefused(`the database login \`${found.login}\` owns ${found.thing}: use one that owns nothing`);
}

async function refuseUnforced(pool: pg.Pool, exceptions: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ name: string; table: boolean }>(
    `select relname as name, relkind in ('r', 'p') as table from pg_class
     where relnamespace = 'public'::regnamespace and not relname = any ($1)
       and (relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
         or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions)
                                        or 'security_invoker=on' = any (reloptions), false)
         or relkind in ('m', 'f'))
     order by relname limit 1`,
    [exceptions],
  );
  const [found] = rows;
  if (!found) return;
  const lacks = found.table ? 'does not force row security' : 'is a view that does not keep row security';
  throw new StartRefused(`\`${found.name}\` ${lacks}: another program changed the schema, or a migration forgot it`);
}
