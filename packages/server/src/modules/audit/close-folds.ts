import type { TenantTx } from '../../kernel/tenant.ts';
import { type Db, widenReach } from '../../platform/postgres/in-tenant.ts';
import { type Fold, type FoldRef, deleteFold, findFoldsToClose, lockFold } from './folds.store.ts';
import { inLedgers } from './in-ledgers.ts';
import { writeAct } from './write-act.ts';

/** Closes the folds whose minute is over. */
export async function closeFolds(db: Db): Promise<void> {
  const due = await inLedgers(db, [], (tx) => findFoldsToClose(tx, 200));
  for (const ref of due) {
    await inLedgers(db, [ref.ledger], async (tx) => {
      const fold = await lockFold(tx, ref);
      if (fold === undefined) return deleteFold(tx, ref); // closed by the next refusal, or gone with its organization
      if (fold.young) return;
      await widenReach(tx, fold.ledgers);
      await closeFold(tx, ref, fold);
    });
  }
}

/** One further entry that says how often it was refused in that minute, the first time included; none for a single refusal. */
export async function closeFold(tx: TenantTx, ref: FoldRef, { ledgers, act, count }: Fold): Promise<void> {
  if (count > 1) await writeAct(tx, ledgers, { ...act, count });
  await deleteFold(tx, ref);
}
