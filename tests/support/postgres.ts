import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../packages/server/src/platform/postgres/embedded/start-embedded.ts';
import { appLogin, ensureDatabase, ensureLogins, ownerLogin, restrictDatabase } from '../../packages/server/src/platform/postgres/logins.ts';
import { migrate } from '../../packages/server/src/platform/postgres/migrate.ts';

/** Where the workers find the server that the run has started: they inherit the environment. */
const variable = 'KEYHOLDER_TEST_SERVER';

type Server = { adminUrl: string; ownerPassword: string; appPassword: string; template: string };

export type TestDatabase = {
  name: string;
  /** The server's login. */
  appUrl: string;
  /** The owner of the schema. */
  ownerUrl: string;
  /** The superuser, in this database. */
  adminUrl: string;
  /** Cuts connections that are still open. */
  drop(): Promise<void>;
};

/**
 * One PostgreSQL server for a whole run, with a migrated template.
 *
 * The embedded one in a temporary folder, or that of KEYHOLDER_TEST_DATABASE_ADMIN_URL: a superuser's URL of a
 * throw-away server, whose roles of Keyholder get new passwords.
 *
 * @returns what stops it
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const given = process.env['KEYHOLDER_TEST_DATABASE_ADMIN_URL'];
  const { adminUrl, stop } = given === undefined ? await startTemporary() : { adminUrl: given, stop: async () => undefined };
  try {
    const server = describeServer(adminUrl);
    await asAdmin(adminUrl, (admin) => prepareTemplate(admin, server, given === undefined));
    await migrate({ ownerUrl: urlsOf(server, server.template).ownerUrl, appLogin, log: () => undefined });
    process.env[variable] = JSON.stringify(server);
    return async () => {
      await asAdmin(adminUrl, (admin) => admin.query(`drop database ${server.template} with (force)`));
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database of its own for a test file: a clone of the migrated template. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  newDatabase((admin, name, template) => admin.query(`create database ${name} template ${template} owner ${ownerLogin}`));

/** The same without a table in it: for tests of migrations over the rows of an older schema. */
export const createEmptyDatabase = (): Promise<TestDatabase> =>
  newDatabase((admin, name) => admin.query(`create database ${name} owner ${ownerLogin}`));

async function newDatabase(create: (admin: pg.Client, name: string, template: string) => Promise<unknown>): Promise<TestDatabase> {
  const server = currentServer();
  const name = `keyholder_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server.adminUrl, async (admin) => {
    await create(admin, name, server.template);
    await restrictDatabase(admin, name);
  });
  const drop = (): Promise<unknown> => asAdmin(server.adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
  return { name, ...urlsOf(server, name), drop: async () => void (await drop()) };
}

async function startTemporary(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyholder-test-'));
  // two workers may have two servers each, of 22 connections, beside their own: more than one installation ever has
  const database = await startEmbedded({ dataDir, log: (line) => process.stderr.write(`${line}\n`), connections: 300 });
  const stop = async (): Promise<void> => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { adminUrl: database.adminUrl, stop };
}

/** Passwords follow from the URL, so that two runs on one server agree about them. */
function describeServer(adminUrl: string): Server {
  const secret = (of: string): string => createHash('sha256').update(`${of} ${adminUrl}`).digest('hex');
  const template = `keyholder_template_${randomBytes(6).toString('hex')}`;
  return { adminUrl, ownerPassword: secret('owner'), appPassword: secret('app'), template };
}

async function prepareTemplate(admin: pg.Client, server: Server, ownServer: boolean): Promise<void> {
  await ensureLogins(admin, { owner: server.ownerPassword, app: server.appPassword });
  // on a slow machine a test may hold a transaction open for long, until all who are to meet in it have come
  for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout'])
    await admin.query(`alter role ${appLogin} set ${limit} = '10min'`);
  await ensureDatabase(admin, server.template);
  if (!ownServer) return;
  await admin.query('alter system set synchronous_commit = off'); // no test survives the server, so none has to wait for its disk
  await admin.query('select pg_reload_conf()');
}

function currentServer(): Server {
  const text = process.env[variable];
  if (text === undefined) throw new Error('no test server: run through vitest, whose global set-up starts one');
  const server: Server = JSON.parse(text);
  return server;
}

function urlsOf(server: Server, name: string): { appUrl: string; ownerUrl: string; adminUrl: string } {
  return {
    appUrl: urlFor(server.adminUrl, name, { user: appLogin, password: server.appPassword }),
    ownerUrl: urlFor(server.adminUrl, name, { user: ownerLogin, password: server.ownerPassword }),
    adminUrl: urlFor(server.adminUrl, name),
  };
}

function urlFor(adminUrl: string, name: string, login?: { user: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  if (login) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.href;
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => undefined); // the statement in progress reports it
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
