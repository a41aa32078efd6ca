import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination, pino } from 'pino';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { type Beginning, begin } from './begin.ts';
import { startLocalAgent } from './local-agent.ts';
import { recordRefusal, startSealer } from './modules/audit/index.ts';
import { FactCache, authorityOf, watchAccess } from './modules/authorization/index.ts';
import { requestApproval } from './modules/changes/index.ts';
import { SeenHolders, authenticate, createPasswordHasher, readAs, registerSignIn, setupPageFirst } from './modules/identity/index.ts';
import { applySignals, newsOfIncidents, tellOfIncidentsTask } from './modules/incidents/index.ts';
import { sendMailTask } from './modules/notifications/index.ts';
import { startHealthWatch } from './modules/rooms/index.ts';
import { serveOperation } from './operate.ts';
import { listenForAccessChanges } from './platform/events/access-hints.ts';
import { buildApp, serveRoutes } from './platform/http/build-app.ts';
import type { Doorkeepers } from './platform/http/doorkeepers.ts';
import { Limiter } from './platform/http/limits.ts';
import { servePortal } from './platform/http/portal.ts';
import { inSnapshot } from './platform/postgres/in-tenant.ts';
import { startJobs } from './platform/jobs/start-jobs.ts';
import { loadInstanceKey } from './platform/keys/load-instance-key.ts';
import { createMailer } from './platform/mail/create-mailer.ts';
import { registerDemoInbox } from './platform/mail/demo-inbox.ts';
import { startInbox } from './platform/mail/start-inbox.ts';
import { probePort } from './probe-port.ts';
import { purge } from './purge.ts';
import { composeRoutes } from './routes.ts';
import { sayReady } from './say-ready.ts';

/** From one heartbeat of a room's agent to the next. */
const heartbeatSeconds = 30;

/** Starts everything in order; what has been started is stopped in the reverse order, also when a later step fails. */
export async function start(config: Config): Promise<{ stop: () => Promise<void> }> {
  await probePort(config.host, config.port);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    const faults: unknown[] = [];
    for (const one of stops.splice(0).reverse()) await one().catch((error: unknown) => faults.push(error)); // the database is stopped last, whatever failed before
    if (faults.length > 0) throw faults[0];
  };
  try {
    await startAll(config, (one) => stops.push(one));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(config: Config, stopLater: (stop: () => Promise<void>) => void): Promise<void> {
  const notes: string[] = [];
  const database = await openDatabase(config, (line) => notes.push(line));
  stopLater(database.stop);
  const log = openLog(config);
  const note = (line: string): void => log.warn(line);
  notes.forEach((line) => process.stdout.write(`${line}\n`));
  const key = loadInstanceKey({ dataDir: config.dataDir, fromEnvironment: config.key });
  const { db } = database;
  const hasher = createPasswordHasher();
  const beginning = await begin(db, { key, hasher, config });
  const cache = new FactCache({ bytes: 2 ** 27 });
  const seen = new SeenHolders();
  const hints = listenForAccessChanges(database.directUrl, note);
  stopLater(hints.stop);

  const settings = { origin: config.origin, cookieSecure: config.origin.startsWith('https://'), demo: beginning.demo };
  const doors: Doorkeepers = {
    db,
    cursorKey: key.sign('cursors', 'of lists'),
    authenticate: (credentials) => authenticate(db, key, settings, credentials),
    readAs: (credentials, read) => readAs({ db, key, settings, seen }, credentials, read),
    authorityOf: (tx, person, wanted) => authorityOf(tx, cache, person, wanted),
    recordRefusal: (call, refused) => recordRefusal(db, call, refused),
    requestApproval,
    watchAccess,
  };
  const app = buildApp({ log, origin: config.origin, trustProxy: config.trustProxy });
  let stopping = false;
  serveRoutes(
    app,
    doors,
    { person: new Limiter(config.limits.person), network: new Limiter(config.limits.anonymous), decisions: new Limiter(config.limits.decisions) },
    composeRoutes({ db, cache, key, hasher, hints, settings, heartbeatSeconds }),
  );
  serveOperation(app, { db, pool: database.pool, operatorOf: operatorOf(doors), isStopping: () => stopping });
  registerSignIn(app, { db, key, hasher, settings });
  if (beginning.demo) registerDemoInbox(app, db);
  await servePortal(app, fileURLToPath(new URL('../../portal/dist', import.meta.url)), setupPageFirst(db));
  await startBackground(config, database, beginning.demo, note, stopLater);
  await app.listen({ host: config.host, port: config.port });
  stopLater(async () => {
    stopping = true;
    app.server.closeIdleConnections();
    setTimeout(() => app.server.closeAllConnections(), 5000).unref();
    await app.close();
  });
  runLocalAgent(config, beginning, note, stopLater);
  sayReady(config, beginning);
}

/** What goes on beside requests: sealing, jobs with mail, watching for rooms that fell silent. */
async function startBackground(
  config: Config,
  { db, jobs }: Database,
  demo: boolean,
  note: (line: string) => void,
  stopLater: (stop: () => Promise<void>) => void,
): Promise<void> {
  const sealer = startSealer(db, note);
  stopLater(sealer.stop);
  const watch = startHealthWatch(db, { heartbeatSeconds, onSignals: applySignals }, note);
  stopLater(watch.stop);
  let { smtpUrl } = config;
  if (smtpUrl === undefined && demo) {
    const inbox = await startInbox({ db, log: note });
    stopLater(inbox.stop);
    ({ smtpUrl } = inbox);
  }
  if (smtpUrl === undefined) process.stdout.write('SMTP_URL is not set: e-mail waits in the queue until it is\n');
  const mailer = smtpUrl === undefined ? undefined : createMailer({ smtpUrl, from: `no-reply@${new URL(config.origin).hostname}` });
  const runner = await startJobs({
    pool: jobs,
    tasks: {
      ...(mailer === undefined ? {} : { send_mail: sendMailTask({ db, mailer, origin: config.origin, newsOf: newsOfIncidents }) }),
      tell_of_incidents: tellOfIncidentsTask(db),
      purge: async () => void (await purge(db)),
    },
    nightly: ['purge'],
    log: note,
  });
  stopLater(async () => {
    await runner.stop();
    mailer?.close();
  });
}

/** The room agent that `npm start` runs: the same program, key file and address as on any machine. */
function runLocalAgent(config: Config, beginning: Beginning, note: (line: string) => void, stopLater: (stop: () => Promise<void>) => void): void {
  if (beginning.agentFolder === undefined) return;
  const agent = startLocalAgent({ folder: beginning.agentFolder, server: `http://127.0.0.1:${config.port}`, key: beginning.agentKey, log: note });
  stopLater(agent.stop);
}

const operatorOf = (doors: Doorkeepers) => async (credentials: Parameters<Doorkeepers['authenticate']>[0]) => {
  const caller = await doors.authenticate(credentials);
  if (!caller.ok) return undefined;
  const { person } = caller;
  const { organization } = person;
  const authority = await inSnapshot(doors.db, [organization], (tx) => doors.authorityOf(tx, person, []));
  return authority.decide('platform.operate', { customer: organization, kind: 'organization' }).outcome === 'allow' ? person : undefined;
};

/** A line is written at most a tenth of a second after it was said, with those beside it, and all of them when the process ends. */
const inBatches = { sync: false, minLength: 4096, periodicFlush: 100 } as const;

/** Structured lines: on standard output, or in the data folder while people read the terminal. Secrets are not logged at all. */
function openLog(config: Config) {
  const options = {
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.password', '*.secret', '*.token', 'err.client', 'err.detail', 'err.where'], censor: '[secret]' },
  };
  if (config.production.length > 0) return pino(options, destination({ ...inBatches, dest: 1 }));
  mkdirSync(config.dataDir, { recursive: true });
  return pino(options, destination({ ...inBatches, dest: join(config.dataDir, 'server.log'), mkdir: true, mode: 0o600 }));
}
