import type { Db } from './platform/postgres/in-tenant.ts';

export type InstanceMode = 'demo' | 'world' | 'empty';

/** How this instance began; undefined before its first start has finished loading. */
export async function readMode(db: Db): Promise<InstanceMode | undefined> {
  const row = await db.selectFrom('platform.instance').select('mode').executeTakeFirst();
  return row?.mode as InstanceMode | undefined; // the column's check knows no other
}

export async function writeMode(db: Db, mode: InstanceMode): Promise<void> {
  await db.insertInto('platform.instance').values({ mode }).execute();
}
