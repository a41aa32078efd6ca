import { randomBytes } from 'node:crypto';
import { ok } from '../../packages/server/src/kernel/result.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { createPasswordHasher } from '../../packages/server/src/modules/identity/index.ts';
import { seedTerms } from '../../packages/server/src/modules/organizations/index.ts';
import { type InstanceKey, instanceKeyOf } from '../../packages/server/src/platform/keys/instance-key.ts';
import { type Db, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { type LoadedWorld, loadWorld } from '../../packages/server/src/world/load-world.ts';
import { type WorldFile, describeRefusal, readWorld } from '../../packages/server/src/world/read-world.ts';

export type { LoadedWorld } from '../../packages/server/src/world/load-world.ts';

export type WorldLoader = {
  /** @throws with the one line that whoever starts the server would read */
  load: (text: string) => Promise<LoadedWorld>;
  loadFile: (file: WorldFile) => Promise<LoadedWorld>;
};

/** Loads worlds as the server does at its first start. */
export async function openWorldLoader(db: Db, instanceKey: InstanceKey = instanceKeyOf(randomBytes(32))): Promise<WorldLoader> {
  await inTenant(db, reachOf([]), 'shared', async (tx) => ok(await seedTerms(tx)));
  const needs = { instanceKey, hasher: createPasswordHasher() };
  const loadFile = async (file: WorldFile): Promise<LoadedWorld> => {
    const loaded = await loadWorld(db, needs, file, async () => undefined);
    if (!loaded.ok) throw new Error(describeRefusal('world', loaded));
    return loaded.value;
  };
  const load = async (text: string): Promise<LoadedWorld> => {
    const file = readWorld(text);
    if (!file.ok) throw new Error(describeRefusal('world', file));
    return loadFile(file.value);
  };
  return { load, loadFile };
}
