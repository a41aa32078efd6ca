import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Advisory locks of the sealer: the two-number kind, which shares nothing with the locks of organizations. */
const lockSpace = 0x5ea1;

export type Seal = { sequence: number; entry: string; hash: Buffer };

/** Whether this transaction is now the only one that seals this ledger; it does not wait. */
export async function lockLedger(tx: TenantTx, ledger: OrganizationId): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${lockSpace}, hashtext(${ledger})) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

/** Ledgers with entries that wait, in the order of their ids. */
export async function findLedgersToSeal(tx: TenantTx, after: string, limit: number): Promise<OrganizationId[]> {
  const rows = await tx
    .selectFrom('platform.unsealed')
    .select('organization_id')
    .distinct()
    .where('organization_id', '>', after as OrganizationId) // a place in an order, not an id
    .orderBy('organization_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.organization_id);
}

/** What waits for its place, the oldest first. No digest: the entry went with its organization. */
export function findUnsealed(tx: TenantTx, ledger: OrganizationId, limit: number): Promise<{ entry: string; digest: Buffer | null }[]> {
  return tx
    .selectFrom('platform.unsealed')
    .leftJoin('audit_entries', (on) =>
      on
        .onRef('audit_entries.organization_id', '=', 'platform.unsealed.organization_id')
        .onRef('audit_entries.id', '=', 'platform.unsealed.entry_id'),
    )
    .select(['platform.unsealed.entry_id as entry', 'audit_entries.digest'])
    .where('platform.unsealed.organization_id', '=', ledger)
    .orderBy('audit_entries.at')
    .orderBy('audit_entries.id')
    .limit(limit)
    .execute();
}

/** The last place that was given in a ledger. */
export function findHead(tx: TenantTx, ledger: OrganizationId): Promise<{ sequence: number; hash: Buffer } | undefined> {
  return tx
    .selectFrom('audit_seals')
    .select(['sequence', 'hash'])
    .where('organization_id', '=', ledger)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertSeals(tx: TenantTx, ledger: OrganizationId, seals: readonly Seal[]): Promise<void> {
  await tx
    .insertInto('audit_seals')
    .values(seals.map(({ sequence, entry, hash }) => ({ organization_id: ledger, sequence, entry_id: entry, hash })))
    .execute();
}

export async function deleteUnsealed(tx: TenantTx, ledger: OrganizationId, entries: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('platform.unsealed')
    .where('organization_id', '=', ledger)
    .where('entry_id', 'in', [...entries])
    .execute();
}
