import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Act } from './entry.rules.ts';

/** Which fold: kept with the ledger of whoever was refused. */
export type FoldRef = { ledger: OrganizationId; key: string };
/** What the closing entry repeats, and where. */
export type Folded = { ledgers: readonly OrganizationId[]; act: Act };
/** `young`: open for less than a minute by the database's clock, so that it still counts. */
export type Fold = Folded & { count: number; young: boolean };

/** @returns whether there was none yet; of two at once the second waits for the first, then is told false */
export async function openFold(tx: TenantTx, { ledger, key }: FoldRef, folded: Folded): Promise<boolean> {
  const row = { organization_id: ledger, key, entry: JSON.stringify(folded) };
  const opened = await tx
    .insertInto('refusal_folds')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (opened === undefined) return false;
  const closesAt = sql<Date>`now() + interval '1 minute'`;
  await tx.insertInto('platform.open_folds').values({ organization_id: ledger, key, closes_at: closesAt }).execute();
  return true;
}

/** Holds the fold to the end of the transaction. */
export async function lockFold(tx: TenantTx, { ledger, key }: FoldRef): Promise<Fold | undefined> {
  const young = sql<boolean>`opened_at > now() - interval '1 minute'`.as('young');
  const row = await tx
    .selectFrom('refusal_folds')
    .select(['count', 'entry', young])
    .where('organization_id', '=', ledger)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...(row.entry as unknown as Folded), count: row.count, young: row.young }; // `openFold` alone writes this column
}

export async function countRefusal(tx: TenantTx, { ledger, key }: FoldRef): Promise<void> {
  await tx
    .updateTable('refusal_folds')
    .set((row) => ({ count: row('count', '+', 1) }))
    .where('organization_id', '=', ledger)
    .where('key', '=', key)
    .execute();
}

export async function deleteFold(tx: TenantTx, { ledger, key }: FoldRef): Promise<void> {
  await tx.deleteFrom('refusal_folds').where('organization_id', '=', ledger).where('key', '=', key).execute();
  await tx.deleteFrom('platform.open_folds').where('organization_id', '=', ledger).where('key', '=', key).execute();
}

/** Folds over all ledgers whose minute is over, the oldest first. */
export async function findFoldsToClose(tx: TenantTx, limit: number): Promise<FoldRef[]> {
  const due = sql<boolean>`closes_at <= now()`;
  return tx.selectFrom('platform.open_folds').select(['organization_id as ledger', 'key']).where(due).orderBy('closes_at').limit(limit).execute();
}
