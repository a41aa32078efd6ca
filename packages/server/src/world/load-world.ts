import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '@keyholder/contract';
import type { Call } from '../kernel/call.ts';
import { base32, newId } from '../kernel/ids.ts';
import { type Result, ok, refuse } from '../kernel/result.ts';
import { type TenantTx, reachOf } from '../kernel/tenant.ts';
import { recordWorldLoaded } from '../modules/audit/index.ts';
import type { PasswordHasher } from '../modules/identity/index.ts';
import type { InstanceKey } from '../platform/keys/instance-key.ts';
import { type Db, inTenant } from '../platform/postgres/in-tenant.ts';
import { declare } from './aliases.rules.ts';
import { refusedByRules } from './asked.rules.ts';
import { allIds, idOf, noIds } from './ids.ts';
import { loadAccess } from './load-access.ts';
import { loadDirectory } from './load-directory.ts';
import { loadIncidents, loadRooms } from './load-estate.ts';
import { type DemoPerson, openAccounts } from './people.ts';
import { type WorldFile, under } from './read-world.ts';
import { danglingReferences } from './references.rules.ts';

export type LoadedWorld = { ids: Record<string, string>; people: DemoPerson[] };
type LoadNeeds = { instanceKey: InstanceKey; hasher: PasswordHasher };

/**
 * Loads a world through the use cases of the API, as the platform, in one transaction: all of it or nothing. Sends no
 * e-mail and leaves one entry, `world.loaded`, in the ledger of each organization. Whatever is refused is named by its
 * JSON pointer in the file. The terms must have been seeded.
 *
 * @param finish the last step of the transaction: what must not happen without the world, nor the world without it
 */
export async function loadWorld(
  db: Db,
  { instanceKey, hasher }: LoadNeeds,
  { world, base, source }: WorldFile,
  finish: (tx: TenantTx, loaded: LoadedWorld) => Promise<void>,
): Promise<Result<LoadedWorld, ErrorCode>> {
  const { aliases, faults: doubles } = declare(world);
  const faults = [...doubles, ...danglingReferences(world, aliases), ...refusedByRules(world)];
  const [first] = faults;
  if (first !== undefined) return under(base, refuse(first.code, { detail: first.detail, faults }));

  const password = readablePassword();
  const hashed = await hasher.hash(password);
  if (!hashed.ok) return hashed;
  const organizations = new Map(world.organizations.map(({ id }) => [id, newId('org')]));
  const ids = noIds(organizations);
  const call: Call = { actor: { kind: 'platform', name: 'Platform', loading: 'world' }, request: newId('req'), reason: null };
  const outcome = await inTenant(db, reachOf(organizations.values()), 'exclusive', async (tx): Promise<Result<LoadedWorld, ErrorCode>> => {
    const directory = await loadDirectory(tx, world, ids);
    if (!directory.ok) return directory;
    const rooms = await loadRooms(tx, call, world, ids, instanceKey);
    if (!rooms.ok) return rooms;
    const access = await loadAccess(tx, call, world, ids);
    if (!access.ok) return access;
    await loadIncidents(tx, call, world, ids);
    await recordWorldLoaded(
      tx,
      call,
      world.organizations.map(({ id, name }) => ({ id: idOf(organizations, id), name })),
      source,
    );
    const loaded = { ids: allIds(ids), people: await openAccounts(tx, world, ids, { password, hash: hashed.value, now: new Date() }) };
    await finish(tx, loaded);
    return ok(loaded);
  });
  return outcome.ok ? outcome : under(base, outcome);
}

/** 80 random bits in four groups of letters and digits. */
const readablePassword = (): string => (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-');
