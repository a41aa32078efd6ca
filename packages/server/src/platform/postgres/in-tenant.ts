import type { OrganizationId } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import { type Kysely, type Transaction, sql } from 'kysely';
import type { DB } from '../../generated/database.ts';
import type { Refusal } from '../../kernel/result.ts';
import type { Epochs, Reach, TenantTx } from '../../kernel/tenant.ts';
import { onConnection } from './on-connection.ts';

export type Db = Kysely<DB>;

/** The decision was made under epochs that have passed: decide again (architecture.md, Strict consistency). */
export class StaleDecision extends Error {}

export type Locks = 'shared' | 'exclusive' | 'shared at the end';

/**
 * Runs `work` in one read-committed transaction that sees and touches only `reach`, under the locks of its organizations,
 * shared or exclusive, in id order. Commits a value; rolls back a refusal or an exception.
 *
 * @param locks 'exclusive' for whatever changes who has access: it waits for every write under way, and bumps later
 * @param locks 'shared at the end': for long work that must not make an ending wait; when access has changed meanwhile, all of it was in vain
 * @throws StaleDecision when an epoch of the reach has moved on since the decision
 */
export function inTenant<T extends { ok: boolean }>(db: Db, reach: Reach, locks: Locks, work: (tx: TenantTx) => Promise<T>): Promise<T | Refusal> {
  return db.connection().execute(async (connection) => {
    const { organizations, epochs } = reach;
    const begin = `begin; ${reachStatement(organizations)}`;
    const isLate = locks === 'shared at the end';
    const taking = lockStatements(organizations, locks === 'exclusive' ? 'exclusive' : 'shared');
    try {
      // one way to the database and back: begin, what may be seen, the locks in id order; a lock that never comes leaves a transaction to end
      await sql.raw(isLate ? begin : `${begin}; ${taking}`).execute(connection);
      const tx = asTenant(connection);
      if (!isLate) await verifyEpochs(tx, epochs);
      const outcome: { ok: boolean } = await work(tx);
      if (isLate && outcome.ok) {
        await sql.raw(taking).execute(connection);
        await verifyEpochs(tx, epochs);
      }
      await sql.raw(outcome.ok ? 'commit' : 'rollback').execute(connection);
      return outcome as T | Refusal; // a Result that is not ok is a refusal
    } catch (error) {
      await rollBack(connection);
      throw error;
    }
  });
}

/** Runs `work` in one read-only snapshot: whatever it reads, epochs included, is of one instant. */
export function inSnapshot<T>(db: Db, organizations: readonly OrganizationId[], work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return onConnection(db, async (connection) => {
    const beginning = `start transaction isolation level repeatable read read only; ${reachStatement(organizations)}`;
    try {
      await sql.raw(beginning).execute(connection);
      return await work(asTenant(connection));
    } finally {
      // nothing was written, so nobody waits for the end; whoever gets this connection next queues behind it
      void rollBack(connection);
    }
  });
}

/** Ends the transaction; a connection that cannot even do that is lost, and the pool has been told. */
async function rollBack(connection: Kysely<DB>): Promise<void> {
  await sql
    .raw('rollback')
    .execute(connection)
    .catch(() => undefined);
}

/** Widens the reach of a running transaction, once the guard knows which customers the caller has rights at. */
export const widenReach = (tx: TenantTx, organizations: readonly OrganizationId[]): Promise<void> => setReach(tx, organizations);

/** Adds the other side of a relationship to a running transaction, where only the use case learns which one it is (D02, D30). */
export async function addToReach(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<void> {
  await setReach(tx, [...new Set([...(await reachNow(tx)), ...organizations])]);
}

async function reachNow(tx: TenantTx): Promise<readonly OrganizationId[]> {
  const { rows } = await sql<{ reach: OrganizationId[] }>`select reach()::text[] as reach`.execute(tx);
  return rows[0]?.reach ?? [];
}

/** Adds organizations to the reach for the length of `work` only: what the act itself may touch stays what it was. */
export async function withReach<T>(tx: TenantTx, organizations: readonly OrganizationId[], work: () => Promise<T>): Promise<T> {
  const before = await reachNow(tx);
  await setReach(tx, [...new Set([...before, ...organizations])]);
  const outcome = await work();
  await setReach(tx, before); // after an error the transaction is over anyway
  return outcome;
}

/** The epochs of these organizations, as this transaction sees them. */
export async function readEpochs(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<Map<OrganizationId, number>> {
  // one value and not a row each: a partner's sixty customers are asked for by every read
  const { rows } = await sql<{ epochs: Record<OrganizationId, number> }>`
    select coalesce(json_object_agg(organization_id, epoch), '{}') as epochs from epochs
    where organization_id = any (${[...organizations]}::text[])`.execute(tx);
  return new Map(Object.entries(rows[0]?.epochs ?? {}) as [OrganizationId, number][]); // as they were asked for
}

/** Says that who has access has changed at these organizations; the caller holds their exclusive locks. */
export async function bumpEpochs(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<void> {
  await tx
    .updateTable('epochs')
    .set((row) => ({ epoch: row('epoch', '+', 1) }))
    .where('organization_id', 'in', [...organizations])
    .execute();
  // a hint for open event streams, sent when this commits; nothing depends on its arrival
  await sql`select pg_notify('keyholder_access', id) from unnest(${[...organizations]}::text[]) as id`.execute(tx);
}

async function setReach(tx: Transaction<DB>, organizations: readonly OrganizationId[]): Promise<void> {
  await sql.raw(reachStatement(organizations)).execute(tx);
}

/**
 * SET takes no parameters and set_config is not passed on to shards: the ids are checked instead. In order, because every look-up in an
 * index sorts them anew, and what is in order already is sorted in one pass.
 */
const reachStatement = (organizations: readonly OrganizationId[]): string =>
  `set local keyholder.reach = '{${organizations.map(checked).sort().join(',')}}'`;

function lockStatements(organizations: readonly OrganizationId[], mode: 'shared' | 'exclusive'): string {
  const take = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  return [...new Set(organizations)]
    .sort()
    .map((id) => `select ${take}(hashtextextended('${checked(id)}', 0))`)
    .join('; ');
}

function checked(id: OrganizationId): OrganizationId {
  if (!isId('org', id)) throw new Error(`not an organization id: \`${String(id)}\``);
  return id;
}

async function verifyEpochs(tx: Transaction<DB>, decidedUnder: Epochs): Promise<void> {
  if (decidedUnder.size === 0) return;
  const now = await readEpochs(asTenant(tx), [...decidedUnder.keys()]);
  for (const [organization, epoch] of decidedUnder) if (now.get(organization) !== epoch) throw new StaleDecision();
}

const asTenant = (connection: Kysely<DB>): TenantTx => connection as unknown as TenantTx; // this file is the one maker of the brand
