import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPgBouncer } from './pgbouncer.ts';
import { type TestDatabase, createTestDatabase } from './postgres.ts';
import { type DemoFile, launchOn } from './server.ts';

export type TwoServers = {
  /** of the first, which loaded the world, and of the second */
  urls: readonly [string, string];
  demo: DemoFile;
  database: TestDatabase;
  /** past row security: to move time and to look behind */
  asAdmin: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  stop: () => Promise<void>;
};

const unlimited = JSON.stringify({ person: { perMinute: 1e9, burst: 1e9 }, anonymous: { perMinute: 1e9, burst: 1e9 } });

/**
 * Two server processes, as `npm start` runs them, over one PostgreSQL and with one key: what a change made through one of
 * them means to the other is what production sees.
 *
 * @param options.through connections of both to PostgreSQL by way of PgBouncer in transaction mode; straight when not said
 * @param options.program what each runs instead of the server's own `main.ts`
 */
export async function startTwoServers(
  world: object,
  options: { through?: { pgBouncer: number }; program?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<TwoServers> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const database = await createTestDatabase();
    stops.push(database.drop);
    const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
    admin.on('error', () => undefined); // the statement in progress reports it
    stops.push(() => admin.end());
    const pooler = options.through === undefined ? undefined : await startPgBouncer(database.appUrl, options.through.pgBouncer);
    if (pooler !== undefined) stops.push(pooler.stop);
    const folder = mkdtempSync(join(tmpdir(), 'keyholder-world-'));
    stops.push(async () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'world.json');
    writeFileSync(file, JSON.stringify(world));
    const environment = {
      KEYHOLDER_KEY: randomBytes(32).toString('base64'),
      KEYHOLDER_LIMITS: unlimited,
      DATABASE_DIRECT_URL: database.appUrl,
      ...options.environment,
    };
    const url = pooler?.url ?? database.appUrl;
    const common = { sign: /Keyholder is ready/, environment, ...(options.program === undefined ? {} : { program: options.program }) };
    const first = await launchOn(url, { ...common, args: ['--world', file] });
    stops.push(first.stop);
    const second = await launchOn(url, { ...common, args: [] });
    stops.push(second.stop);
    const demo: DemoFile = JSON.parse(readFileSync(join(first.dataDir, 'demo.json'), 'utf8'));
    const asAdmin: TwoServers['asAdmin'] = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await admin.query<Row>(text, [...values])).rows;
    return { urls: [first.url, second.url], demo, database, asAdmin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
