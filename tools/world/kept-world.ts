import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded, type EmbeddedDatabase } from '../../packages/server/src/platform/postgres/embedded/start-embedded.ts';
import { migrate } from '../../packages/server/src/platform/postgres/migrate.ts';
import { generateWorld } from './generate-world.ts';
import { type Shape, nameOf } from './shape.ts';

const root = new URL('../../', import.meta.url);

/** @param adminUrl a superuser's, in the world's own database */
export type KeptWorld = Omit<EmbeddedDatabase, 'pid'> & { dataDir: string; fresh: boolean };

/** Written last: a folder without it holds half a world. */
const complete = 'world.json';

/**
 * Starts the database of a world, generating it first where it is not kept from before: by shape, seed and version of the
 * schema, in the checkout's ignored `data/`. A half-made one is thrown away and made again.
 */
export async function keptWorld(shape: Shape, { log, dataDir }: { log: (line: string) => void; dataDir?: string }): Promise<KeptWorld> {
  const folder = dataDir ?? fileURLToPath(new URL(`data/worlds/${nameOf(shape)}-schema-${newestMigration()}`, root));
  const mark = join(folder, complete);
  const fresh = !existsSync(mark);
  if (fresh) {
    if (dataDir !== undefined && existsSync(folder) && readdirSync(folder).length > 0)
      throw new Error(`\`${folder}\` is not empty and holds no whole world`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o711 });
  } else if (JSON.parse(readFileSync(mark, 'utf8')).name !== nameOf(shape)) throw new Error(`\`${folder}\` holds another world`);
  const database = await startEmbedded({ dataDir: folder, log });
  const { appUrl, ownerUrl, stop } = database;
  const inDatabase = new URL(database.adminUrl);
  inDatabase.pathname = new URL(appUrl).pathname;
  const adminUrl = inDatabase.href;
  try {
    await migrate({ ownerUrl, appLogin: 'keyholder_app', log: () => undefined });
    if (fresh) {
      log(`generating the world ${nameOf(shape)}: this takes some minutes, once`);
      const { rows } = await generateWorld(shape, { appUrl, adminUrl, peopleFile: join(folder, 'demo.json') }, log);
      writeFileSync(mark, `${JSON.stringify({ name: nameOf(shape), ...shape, rows })}\n`);
    }
    return { appUrl, ownerUrl, adminUrl, stop, dataDir: folder, fresh };
  } catch (error) {
    await stop();
    throw error;
  }
}

const newestMigration = (): string => readdirSync(new URL('packages/server/migrations/', root)).toSorted().at(-1)?.slice(0, 4) ?? '0000';
