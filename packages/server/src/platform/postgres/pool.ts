import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { pipelines } from './on-connection.ts';
import { preparing } from './prepared-statements.ts';

type Options = {
  url: string;
  /** Connections at most; 10 when not said. */
  max?: number;
  /** Statements of a connection are sent without waiting for the answers of those before; not through a pooler. */
  pipeline?: boolean;
  /** Shown as `application_name`. */
  name?: string;
  log: (line: string) => void;
};

const { builtins } = pg.types;

/**
 * Connections for one login.
 *
 * A connection that breaks, idle or not, is logged and replaced; without listeners it would end the process. Limits on
 * statements are the login's own (`boundStatements`). `int8` arrives as number and throws past 2^53, `date` as the text
 * `YYYY-MM-DD`.
 */
export function createPool({ url, max, pipeline = false, name, log }: Options): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: max ?? 10,
    pipeline,
    application_name: name ?? 'keyholder',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  const lost = (error: Error): void => log(`a database connection was lost: ${error.message}`);
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/**
 * `destroy()` ends the pool.
 *
 * @param statements `prepared` only where every connection is one to PostgreSQL itself
 */
export function createKysely<Schema>(pool: pg.Pool, statements: 'plain' | 'prepared' = 'plain'): Kysely<Schema> {
  if (statements === 'plain') return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return pool.options.pipeline === true ? pipelines(db) : db;
}

const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') => {
  if (type === builtins.INT8) return safeInteger;
  if (type === builtins.DATE) return String;
  return pg.types.getTypeParser(type, format);
};

function safeInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`\`${text}\` does not fit into a number`);
}
