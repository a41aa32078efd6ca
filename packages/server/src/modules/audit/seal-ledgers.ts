import type { OrganizationId } from '@keyholder/contract';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { chainHash, genesisOf } from '@keyholder/contract/ledger';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { type Seal, deleteUnsealed, findHead, findLedgersToSeal, findUnsealed, insertSeals, lockLedger } from './seals.store.ts';

const batch = { ledgers: 100, entries: 1000 };

/**
 * Gives every entry that waits its place in its ledger. A ledger that cannot be sealed is reported and does not stop the
 * others; its entries go on waiting.
 */
export async function sealLedgers(db: Db, log: (line: string) => void): Promise<void> {
  let after = '';
  for (;;) {
    const ledgers = await withoutLocks(db, [], (tx) => findLedgersToSeal(tx, after, batch.ledgers));
    for (const ledger of ledgers) {
      await sealLedger(db, ledger).catch((error: unknown) => log(`the ledger of ${ledger} was not sealed: ${String(error)}`));
    }
    const last = ledgers.at(-1);
    if (last === undefined || ledgers.length < batch.ledgers) return;
    after = last;
  }
}

/** Seals all that waits in one ledger; leaves it to another process that is at it already. */
export async function sealLedger(db: Db, ledger: OrganizationId): Promise<void> {
  while ((await withoutLocks(db, [ledger], (tx) => sealBatch(tx, ledger))) === batch.entries);
}

async function sealBatch(tx: Parameters<typeof findHead>[0], ledger: OrganizationId): Promise<number> {
  if (!(await lockLedger(tx, ledger))) return 0;
  const waiting = await findUnsealed(tx, ledger, batch.entries);
  if (waiting.length === 0) return 0;
  const seals: Seal[] = [];
  let { sequence, hash } = (await findHead(tx, ledger)) ?? { sequence: 0, hash: genesisOf(ledger) };
  for (const { entry, digest } of waiting) {
    if (digest === null) continue;
    sequence += 1;
    hash = chainHash(hash, digest);
    seals.push({ sequence, entry, hash });
  }
  if (seals.length > 0) await insertSeals(tx, ledger, seals);
  await deleteUnsealed(
    tx,
    ledger,
    waiting.map(({ entry }) => entry),
  );
  return waiting.length;
}
