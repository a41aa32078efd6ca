import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded, type EmbeddedDatabase } from '../../packages/server/src/platform/postgres/embedded/start-embedded.ts';
import { migrate } from '../../packages/server/src/platform/postgres/migrate.ts';
import { fillWorld } from './fill.ts';
import { generateWorld } from './generate-world.ts';
import { columns, lineOf } from './rows.ts';
import { type Shape, nameOf, small } from './shape.ts';

const root = new URL('../../', import.meta.url);

/** @param adminUrl a superuser's, in the world's own database */
export type KeptWorld = Omit<EmbeddedDatabase, 'pid'> & { dataDir: string; fresh: boolean };

/** Written last: a folder without it holds half a world. */
const complete = 'world.json';

/**
 * Starts the database of a world, generating it first where it is not kept from before: by shape, seed and what the generator
 * writes, in the checkout's ignored `data/`. A migration that is new since then runs over the kept rows; a half-made world, and
 * one that an earlier generator wrote, is thrown away and made again.
 *
 * @throws where `dataDir` is given and holds something else than this world
 */
export async function keptWorld(shape: Shape, { log, dataDir }: { log: (line: string) => void; dataDir?: string }): Promise<KeptWorld> {
  const written = await writtenBy();
  const folder = dataDir ?? placeOf(shape, written);
  const mark = join(folder, complete);
  const fresh = !existsSync(mark);
  if (fresh) {
    if (dataDir !== undefined && existsSync(folder) && readdirSync(folder).length > 0)
      throw new Error(`\`${folder}\` is not empty and holds no whole world`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o711 });
  } else {
    const kept: { name: string; written: string } = JSON.parse(readFileSync(mark, 'utf8'));
    if (kept.name !== nameOf(shape) || kept.written !== written) throw new Error(`\`${folder}\` holds another world, or one of another generator`);
  }
  const database = await startEmbedded({ dataDir: folder, log });
  const { appUrl, ownerUrl, stop } = database;
  const inDatabase = new URL(database.adminUrl);
  inDatabase.pathname = new URL(appUrl).pathname;
  const adminUrl = inDatabase.href;
  try {
    const { applied } = await migrate({ ownerUrl, appLogin: 'keyholder_app', log: fresh ? () => undefined : log });
    if (fresh) {
      log(`generating the world ${nameOf(shape)}: this takes some minutes, once`);
      const { rows } = await generateWorld(shape, { appUrl, adminUrl, peopleFile: join(folder, 'demo.json') }, log);
      writeFileSync(mark, `${JSON.stringify({ name: nameOf(shape), written, ...shape, rows })}\n`);
    } else if (applied.length > 0) await settleDown(adminUrl);
    return { appUrl, ownerUrl, adminUrl, stop, dataDir: folder, fresh };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The folder of this world; worlds of this shape that another generator wrote are removed, for each takes many GB. */
function placeOf(shape: Shape, written: string): string {
  const worlds = fileURLToPath(new URL('data/worlds/', root));
  const [own, before] = [`${nameOf(shape)}-${written}`, `${nameOf(shape)}-`];
  for (const other of existsSync(worlds) ? readdirSync(worlds) : [])
    if (other !== own && other.startsWith(before) && /^[0-9a-f]{8}$/.test(other.slice(before.length)))
      rmSync(join(worlds, other), { recursive: true, force: true });
  return join(worlds, own);
}

/** What the generator writes, in short: the columns that it fills, and all rows of its smallest world. */
async function writtenBy(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(columns));
  const least: Shape = { ...small, customers: 2, rooms: 5, partners: 1, users: 10, delegations: 2, old: true };
  await fillWorld(least, 'terms', { add: (table, ...values) => void hash.update(`${table} ${lineOf(values)}`) }, () => Promise.resolve());
  return hash.digest('hex').slice(0, 8);
}

/** After migrations over the rows: what they left behind is cleared away, and the planner sees what is there now. */
async function settleDown(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('set statement_timeout = 0');
    await admin.query('vacuum analyze');
  } finally {
    await admin.end();
  }
}
