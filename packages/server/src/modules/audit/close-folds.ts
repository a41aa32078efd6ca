import type { TenantTx } from '../../kernel/tenant.ts';
import { type Db, widenReach } from '../../platform/postgres/in-tenant.ts';
import { findOrganizations } from './audit.store.ts';
import { type Fold, type FoldRef, deleteFold, findFoldsToClose, lockFold } from './folds.store.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { writeAct } from './write-act.ts';

/** Closes the folds whose minute is over. One that cannot be closed is reported and does not stop the others. */
export async function closeFolds(db: Db, log: (line: string) => void): Promise<void> {
  const due = await withoutLocks(db, [], (tx) => findFoldsToClose(tx, 200));
  for (const ref of due) {
    await withoutLocks(db, [ref.ledger], (tx) => closeDue(tx, ref)).catch((error: unknown) =>
      log(`folded refusals of ${ref.ledger} were not closed: ${String(error)}`),
    );
  }
}

async function closeDue(tx: TenantTx, ref: FoldRef): Promise<void> {
  const fold = await lockFold(tx, ref);
  if (fold === undefined) return deleteFold(tx, ref); // closed by the next refusal, or gone with its organization
  if (fold.young) return;
  await widenReach(tx, fold.ledgers);
  await closeFold(tx, ref, fold);
}

/** One further entry that says how often it was refused in that minute, the first time included; none for a single refusal. A side that is gone by then is left out. */
export async function closeFold(tx: TenantTx, ref: FoldRef, { ledgers, act, count }: Fold): Promise<void> {
  const standing = count > 1 ? await findOrganizations(tx, ledgers) : [];
  if (standing.length > 0) await writeAct(tx, standing, { ...act, count });
  await deleteFold(tx, ref);
}
