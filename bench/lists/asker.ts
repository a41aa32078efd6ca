import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DB } from '../../packages/server/src/generated/database.ts';
import type { Authority } from '../../packages/server/src/kernel/rights.ts';
import type { TenantTx } from '../../packages/server/src/kernel/tenant.ts';
import { AtomCache, FactCache, authorityOf } from '../../packages/server/src/modules/authorization/index.ts';
import type { PersonCall } from '../../packages/server/src/platform/http/cursor.ts';
import { inForesight } from '../../packages/server/src/platform/postgres/foresight.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import type { DemoPerson } from '../../packages/server/src/world/index.ts';
import type { BenchWorld } from '../support/world.ts';

export type Asker = {
  /** as the server keeps them between requests */
  atoms: AtomCache;
  /** As the server reads: one snapshot, facts from the cache under the epochs it sees, row security on. */
  read: <T>(work: (tx: TenantTx, authority: Authority, call: PersonCall) => Promise<T>) => Promise<T>;
  stop: () => Promise<void>;
};

/** A person of the world, by alias, who reads lists in this process. */
export function askerOf(world: BenchWorld, alias: string): Asker {
  const { people }: { people: DemoPerson[] } = JSON.parse(readFileSync(join(world.dataDir, 'demo.json'), 'utf8'));
  const found = people.find((one) => one.alias === alias);
  if (found === undefined) throw new Error(`nobody in this world is called \`${alias}\``);
  return askerFor(world, found);
}

export function askerFor(
  { appUrl }: Pick<BenchWorld, 'appUrl'>,
  { id: user, name, organization }: Pick<DemoPerson, 'id' | 'name' | 'organization'>,
): Asker {
  const db = createKysely<DB>(createPool({ url: appUrl, max: 2, pipeline: true, log: () => undefined }), 'prepared');
  const cache = new FactCache({ bytes: 2 ** 26 });
  const actor = {
    kind: 'person' as const,
    user,
    organization: organization.id,
    name,
    organizationName: organization.name,
    channel: 'token' as const,
    credential: 'tok_0',
    signedInAt: new Date(),
  };
  const call: PersonCall = { actor, request: 'req_0', reason: null, cursorKey: new Uint8Array(32) };
  return {
    atoms: new AtomCache({ rooms: 500_000 }),
    read: (work) => inForesight(db, [organization.id], async (tx) => work(tx, await authorityOf(tx, cache, actor, 'all'), call)),
    stop: () => db.destroy(),
  };
}
