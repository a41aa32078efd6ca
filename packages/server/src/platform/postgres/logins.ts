import type pg from 'pg';
import { longestStatementMs, longestIdleInTransactionMs } from './bound-statements.ts';

/** The two logins of a Keyholder database: one owns the schema, the other is all that the server ever uses. */
export const ownerLogin = 'keyholder_owner';
export const appLogin = 'keyholder_app';

/**
 * Makes both logins, or puts right what somebody changed about them: neither is superuser, bypasses row security or may
 * make roles, and the server's own is member of nothing.
 *
 * @param admin connected as a superuser
 */
export async function ensureLogins(admin: pg.Client, passwords: { owner: string; app: string }): Promise<void> {
  await ensureLogin(admin, ownerLogin, passwords.owner);
  await ensureLogin(admin, appLogin, passwords.app);
  await admin.query(`alter role ${appLogin} set statement_timeout = ${longestStatementMs}`);
  await admin.query(`alter role ${appLogin} set idle_in_transaction_session_timeout = ${longestIdleInTransactionMs}`);
}

/** A database of the owner's, which nobody else may connect to but the server's login. */
export async function ensureDatabase(admin: pg.Client, name: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(name)} owner ${ownerLogin}`);
  await restrictDatabase(admin, name);
}

/** Grants stand in `pg_database` and are not copied with a template. */
export async function restrictDatabase(admin: pg.Client, name: string): Promise<void> {
  const database = admin.escapeIdentifier(name);
  await admin.query(`revoke all on database ${database} from public`);
  await admin.query(`grant connect on database ${database} to ${appLogin}`);
}

async function ensureLogin(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  const attributes = 'login nosuperuser nobypassrls nocreaterole nocreatedb noreplication';
  await admin.query(`${verb} role ${role} ${attributes} password ${admin.escapeLiteral(password)}`);
}
