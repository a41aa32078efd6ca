import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationId } from '@keyholder/contract';
import type { DB } from '../../packages/server/src/generated/database.ts';
import type { Db } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { createTestDatabase } from '../../tests/support/postgres.ts';
import type { Staff } from '../../tools/world/people.ts';
import { generateWorld } from '../../tools/world/generate-world.ts';
import type { Shape } from '../../tools/world/shape.ts';
import { forgetFolder } from '../support/instance.ts';

/** @param first the customer whose people ask and change */
export type SmallWorld = { appUrl: string; db: Db; customers: readonly OrganizationId[]; first: Staff; close: () => Promise<void> };

/** A world of its own in the server of tests, made in seconds. */
export async function openSmallWorld(shape: Shape): Promise<SmallWorld> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-growth-'));
  const db = createKysely<DB>(createPool({ url: database.appUrl, max: 2, pipeline: true, log: () => undefined }), 'prepared');
  const close = async (): Promise<void> => {
    await db.destroy();
    await database.drop();
    forgetFolder(folder);
  };
  try {
    const { appUrl, adminUrl } = database;
    const { cast } = await generateWorld(shape, { appUrl, adminUrl, peopleFile: join(folder, 'demo.json') }, () => undefined);
    const [first] = cast.customers;
    if (first === undefined) throw new Error('the world has no customer');
    return { appUrl, db, customers: cast.customers.map(({ organization }) => organization), first, close };
  } catch (error) {
    await close();
    throw error;
  }
}
