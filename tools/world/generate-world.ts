import { seedTerms } from '../../packages/server/src/modules/organizations/index.ts';
import { currentTerms } from '../../packages/server/src/modules/organizations/terms-text.ts';
import { ok } from '../../packages/server/src/kernel/result.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import type { DB } from '../../packages/server/src/generated/database.ts';
import { inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { openAccountsOf } from './accounts.ts';
import { copyWorld } from './copy.ts';
import { type Cast, fillWorld } from './fill.ts';
import type { Shape } from './shape.ts';

/** @param appUrl the server's login @param adminUrl a superuser's, for COPY past row security and foreign keys */
type Place = { appUrl: string; adminUrl: string; peopleFile: string };

/**
 * Fills a migrated, empty database with a synthetic world, and writes down who of it can sign in.
 *
 * @returns the people of interest and how many rows each table got
 * @throws where the database already holds organizations
 */
export async function generateWorld(
  shape: Shape,
  { appUrl, adminUrl, peopleFile }: Place,
  log: (line: string) => void,
): Promise<{ cast: Cast; rows: number }> {
  const pool = createPool({ url: appUrl, max: 2, log });
  const db = createKysely<DB>(pool);
  try {
    if ((await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined)
      throw new Error('the database is not empty: a world is generated into an empty one only');
    await inTenant(db, reachOf([]), 'shared', async (tx) => ok(await seedTerms(tx)));
    const { made, counts } = await copyWorld(adminUrl, log, (rows, settle) => fillWorld(shape, currentTerms.version, rows, settle));
    await openAccountsOf(db, made, peopleFile);
    return { cast: made, rows: Object.values(counts).reduce((sum, one) => sum + one, 0) };
  } finally {
    await db.destroy();
  }
}
