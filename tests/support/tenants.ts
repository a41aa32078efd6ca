import type pg from 'pg';
import type { OrganizationId, UserId } from '@keyholder/contract';
import type { DB } from '../../packages/server/src/generated/database.ts';
import type { Call, Person } from '../../packages/server/src/kernel/call.ts';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { ok } from '../../packages/server/src/kernel/result.ts';
import { type TenantTx, reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { type Db, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { createTestDatabase } from './postgres.ts';

export type Tenants = {
  db: Db;
  /** the server's login */
  appPool: pg.Pool;
  /** as the superuser: to move time, to tamper, and to look behind row security */
  asAdmin: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  close: () => Promise<void>;
};

/** A database with nothing in it, as the server sees it. */
export async function openTenants(): Promise<Tenants> {
  const database = await createTestDatabase();
  const log = (): undefined => undefined;
  const appPool = createPool({ url: database.appUrl, pipeline: true, log }); // as the server has it beside no pooler
  const adminPool = createPool({ url: database.adminUrl, max: 2, log });
  const db = createKysely<DB>(appPool, 'prepared');
  return {
    db,
    appPool,
    asAdmin: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await adminPool.query<Row>(text, [...values])).rows,
    close: async () => {
      await db.destroy();
      await adminPool.end();
      await database.drop();
    },
  };
}

/**
 * Returns in a later millisecond than the one it was called in, by the database's clock: ledgers and comments stand in the order of
 * their milliseconds, and what is of the same one in that of its ids, which are chance.
 */
export const nextMillisecond = ({ asAdmin }: Pick<Tenants, 'asAdmin'>): Promise<unknown> =>
  asAdmin(`do $$ declare begun timestamptz := date_trunc('milliseconds', clock_timestamp()); begin
    while date_trunc('milliseconds', clock_timestamp()) = begun loop null; end loop; end $$`);

export async function newOrganization(db: Db, name: string): Promise<OrganizationId> {
  const id = newId('org');
  await within(db, [id], async (tx) => {
    await tx.insertInto('organizations').values({ id, name, country: 'DE' }).execute();
  });
  return id;
}

/** A person of an organization, who asks by a session. */
export async function newPerson(
  db: Db,
  organization: OrganizationId,
  person: { name: string; email?: string; language?: 'en' | 'fr' | 'ru' },
): Promise<Call<Person>> {
  const user = newId('usr');
  const email = person.email ?? `${user}@example.com`;
  const organizationName = await within(db, [organization], async (tx) => {
    await tx
      .insertInto('users')
      .values({ organization_id: organization, id: user, email, name: person.name, language: person.language ?? 'en' })
      .execute();
    return (await tx.selectFrom('organizations').select('name').where('id', '=', organization).executeTakeFirstOrThrow()).name;
  });
  return callOf({ user, organization, name: person.name, organizationName });
}

/** A call by a session of this person. */
export const callOf = (who: { user: UserId; organization: OrganizationId; name: string; organizationName: string }): Call<Person> => ({
  actor: { kind: 'person', ...who, channel: 'session', credential: newId('ses'), signedInAt: new Date() },
  request: newId('req'),
  reason: null,
});

/** Commits what `work` does within the reach of these organizations. */
export async function within<T>(db: Db, organizations: readonly OrganizationId[], work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const outcome = await inTenant(db, reachOf(organizations), 'shared', async (tx) => ok(await work(tx)));
  if (!outcome.ok) throw new Error(`refused: \`${outcome.code}\``);
  return outcome.value;
}
