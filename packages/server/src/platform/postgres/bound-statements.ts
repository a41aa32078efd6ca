import pg from 'pg';

/** Ten times the slowest statement that a page may need. */
export const longestStatementMs = 30_000;
/** A transaction that waits for anything but the database is a bug. */
export const longestIdleInTransactionMs = 15_000;

const settings = {
  statement_timeout: longestStatementMs,
  idle_in_transaction_session_timeout: longestIdleInTransactionMs,
};

/**
 * Gives the login its limits, as its own defaults in this database.
 *
 * As start-up parameters PgBouncer would refuse them, and a `set` would stay behind on a connection that others use.
 * New connections have them. For a longer statement: `set local` in its transaction.
 */
export async function boundStatements(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  client.on('error', () => undefined); // the statement in progress reports it
  await client.connect();
  try {
    const { rows } = await client.query<{ database: string; login: string }>('select current_database() as database, current_user as login');
    const [here] = rows;
    if (!here) throw new Error('the database does not say who is connected');
    for (const [name, value] of Object.entries(settings)) {
      const { rowCount } = await client.query('select from pg_settings where name = $1 and setting = $2', [name, String(value)]);
      if (rowCount !== 0) continue;
      const target = `${client.escapeIdentifier(here.login)} in database ${client.escapeIdentifier(here.database)}`;
      await client.query(`alter role ${target} set ${name} = ${value}`);
    }
  } finally {
    await client.end();
  }
}
