import { randomBytes } from 'node:crypto';
import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { createTestDatabase } from '../../../../../tests/support/postgres.ts';
import type { DB } from '../../generated/database.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { type InstanceKey, instanceKeyOf } from '../../platform/keys/instance-key.ts';
import { type Db, inTenant } from '../../platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../platform/postgres/pool.ts';
import { createUser } from '../directory/index.ts';
import { addDomain, createOrganization } from '../organizations/index.ts';
import { type PasswordHasher, createPasswordHasher } from './password-hasher.ts';
import { registerSignIn } from './register-sign-in.ts';
import { setPassword } from './set-password.ts';
import type { SignInSettings } from './settings.ts';

export const password = 'tidal-lantern-42';

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${result.pointer ?? ''}`);
  return result.value;
}

/** A database and a server of its own that people can sign in to, over real HTTP. */
export type House = {
  db: Db;
  key: InstanceKey;
  settings: SignInSettings;
  hasher: PasswordHasher;
  app: FastifyInstance;
  asAdmin: Db;
  write: <T>(organization: OrganizationId, work: (tx: TenantTx) => Promise<T>) => Promise<T>;
  organization: (name: string, domain: string) => Promise<OrganizationId>;
  person: (organization: OrganizationId, email: string, roles?: readonly DirectoryRole[]) => Promise<UserId>;
  close: () => Promise<void>;
};

/** @param limits tries to sign in within a minute; generous where a test is about something else */
export async function openHouse(limits = { perAccount: 1000, perNetwork: 1000 }): Promise<House> {
  const database = await createTestDatabase();
  const log = (): void => undefined;
  const db: Db = createKysely<DB>(createPool({ url: database.appUrl, log }));
  const asAdmin: Db = createKysely<DB>(createPool({ url: database.adminUrl, log, max: 1 }));
  const key = instanceKeyOf(randomBytes(32));
  const hasher = createPasswordHasher();
  const hash = valueOf(await hasher.hash(password));
  const app = Fastify();
  const settings: SignInSettings = { origin: '', cookieSecure: false, demo: false, limits };
  registerSignIn(app, { db, key, hasher, settings });
  settings.origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const write: House['write'] = async (organization, work) =>
    valueOf(await inTenant(db, reachOf([organization]), 'exclusive', async (tx) => ok(await work(tx))));
  return {
    db,
    key,
    settings,
    hasher,
    app,
    asAdmin,
    write,
    organization: async (name, domain) => {
      const id = newId('org');
      await write(id, async (tx) => {
        await createOrganization(tx, { id, name, country: 'US' });
        valueOf(await addDomain(tx, id, domain));
      });
      return id;
    },
    person: (organization, email, roles = []) =>
      write(organization, async (tx) => {
        const user = valueOf(await createUser(tx, organization, { email, name: email.split('@')[0] ?? email, roles }));
        await setPassword(tx, organization, user, hash);
        return user;
      }),
    close: async () => {
      await app.close();
      await db.destroy();
      await asAdmin.destroy();
      await database.drop();
    },
  };
}
