import type pg from 'pg';
import type { Config } from './config.ts';
import type { DB } from './generated/database.ts';
import { boundStatements } from './platform/postgres/bound-statements.ts';
import { startEmbedded } from './platform/postgres/embedded/start-embedded.ts';
import type { Db } from './platform/postgres/in-tenant.ts';
import { migrate, refuseOutdatedSchema } from './platform/postgres/migrate.ts';
import { createKysely, createPool } from './platform/postgres/pool.ts';
import { refuseStrongRole } from './platform/postgres/refuse-strong-role.ts';
import { StartRefused } from './platform/postgres/start-refused.ts';

export type Database = {
  db: Db;
  pool: pg.Pool;
  /** straight to PostgreSQL, past any pooler: LISTEN and jobs */
  directUrl: string;
  jobs: pg.Pool;
  stop: () => Promise<void>;
};

/** Tables of schema public that hold no organization's data (architecture.md, Database rules 1). */
export const platformTables = ['organizations', 'domains', 'terms'] as const;

/** Starts or reaches the database, brings the schema up to date, and refuses a login that could step over row security. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<Database> {
  const own = config.database === 'embedded' ? await startOwn(config.dataDir, log) : await reachOther(config.database, log);
  const isDirect = own.appUrl === own.directUrl;
  const pool = createPool({ url: own.appUrl, max: 16, pipeline: isDirect, name: 'keyholder', log });
  const jobs = createPool({ url: own.directUrl, max: 5, name: 'keyholder jobs', log });
  const stop = async (): Promise<void> => {
    await Promise.all([pool.end(), jobs.end()]);
    await own.stop();
  };
  try {
    await refuseStrongRole(pool, { withoutRowSecurity: platformTables });
  } catch (error) {
    await stop();
    throw error;
  }
  return { db: createKysely<DB>(pool, isDirect ? 'prepared' : 'plain'), pool, directUrl: own.directUrl, jobs, stop };
}

type Reached = { appUrl: string; directUrl: string; stop: () => Promise<void> };

async function startOwn(dataDir: string, log: (line: string) => void): Promise<Reached> {
  const embedded = await startEmbedded({ dataDir, log });
  try {
    await migrate({ ownerUrl: embedded.ownerUrl, appLogin: 'keyholder_app', log });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return { appUrl: embedded.appUrl, directUrl: embedded.appUrl, stop: () => embedded.stop() };
}

async function reachOther(given: Exclude<Config['database'], 'embedded'>, log: (line: string) => void): Promise<Reached> {
  const { appUrl, directUrl, ownerUrl } = given;
  try {
    if (ownerUrl === undefined) await refuseOutdatedSchema({ appUrl: directUrl });
    else await migrate({ ownerUrl, appLogin: decodeURIComponent(new URL(directUrl).username), log });
    await boundStatements(directUrl);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`the database cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { appUrl, directUrl, stop: async () => undefined };
}
