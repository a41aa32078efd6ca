import pg from 'pg';
import { appLogin, ensureDatabase, ensureLogins, ownerLogin } from '../logins.ts';
import { clusterAccount } from './cluster-account.ts';
import { clusterPlace } from './cluster-place.ts';
import { openClusterRecord, type ClusterRecord } from './cluster-record.ts';
import { prepareDataFolder } from './data-folder.ts';
import { databaseUrl, type Endpoint } from './endpoint.ts';
import { lockFolder } from './folder-lock.ts';
import { initCluster } from './init-cluster.ts';
import type { Cluster } from './launch.ts';
import { adoptOrStart, stopPostmaster } from './postmaster.ts';
import { programs } from './programs.ts';
import { supervise } from './supervise.ts';

const database = 'keyholder';

export type EmbeddedDatabase = {
  /** The server's login, in the database `keyholder`. */
  appUrl: string;
  /** The owner of the schema, for migrations only. */
  ownerUrl: string;
  /** The superuser, in the database `postgres`: for the launcher and for tests, never for the server. */
  adminUrl: string;
  /** The postmaster's process id now. */
  pid(): number;
  /** Fast shutdown, then the data folder is free again. Once, however often it is called. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  log: (line: string) => void;
  /** at most; enough for one server when not said */
  connections?: number;
};

/**
 * Starts the embedded PostgreSQL server of a data folder, making both when they are not there yet.
 *
 * The folder is held for this process until `stop`. A postmaster left behind by a killed server is taken over, one
 * that ends by itself is started again.
 *
 * @throws StartRefused: the folder is in use, open to others or not ours; no programs for this platform; a cluster
 *   that is gone; PostgreSQL does not start
 */
export async function startEmbedded({ dataDir, log, connections }: Options): Promise<EmbeddedDatabase> {
  const account = clusterAccount();
  const folder = prepareDataFolder(dataDir, account);
  const lock = await lockFolder(folder);
  try {
    const started = await startCluster(folder, log, connections);
    const stop = (): Promise<void> => started.stop().finally(() => lock.release());
    return { ...started, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startCluster(dataDir: string, log: (line: string) => void, connections: number | undefined): Promise<EmbeddedDatabase> {
  const account = clusterAccount();
  const place = clusterPlace(dataDir, account, log);
  const record = openClusterRecord(dataDir);
  const cluster: Cluster = { dataDir, place, account, programs: programs(place.base, account), connections };
  initCluster({ ...cluster, record });

  const adminUrl = (endpoint: Endpoint): string => databaseUrl(endpoint, { user: 'postgres', password: record.postgres }, 'postgres');
  const running = await adoptOrStart(cluster, adminUrl, log);
  try {
    await prepare(adminUrl(running.endpoint), record);
  } catch (error) {
    await stopPostmaster(running, cluster, log);
    throw error;
  }
  const loginUrl = (user: typeof appLogin | typeof ownerLogin): string => databaseUrl(running.endpoint, { user, password: record[user] }, database);
  return {
    appUrl: loginUrl(appLogin),
    ownerUrl: loginUrl(ownerLogin),
    adminUrl: adminUrl(running.endpoint),
    ...supervise(running, cluster, adminUrl, log),
  };
}

async function prepare(adminUrl: string, record: ClusterRecord): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => undefined); // the statement in progress reports it
  await admin.connect();
  try {
    await ensureLogins(admin, { owner: record.keyholder_owner, app: record.keyholder_app });
    await ensureDatabase(admin, database);
  } finally {
    await admin.end();
  }
}
