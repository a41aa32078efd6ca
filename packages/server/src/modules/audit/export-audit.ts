import type { OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { exportLine } from './audit.view.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { type Shown, exportedTo } from './ledger.rules.ts';
import { findRange, findSealed } from './ledger.store.ts';
import { recordExport } from './record-export.ts';

const linesAtOnce = 500;

/**
 * The sealed entries of the reader's own ledger, as JSON Lines, in the order of their places (D47, A121). The export is
 * itself an act, and stands in the ledgers of both sides before the first line leaves.
 *
 * `from` and `to` choose the first and the last line: in between nothing is left out, although the order of places is not
 * quite that of time. What is not sealed yet when the reading begins is left to the next export.
 */
export async function exportAudit(
  db: Db,
  tx: TenantTx,
  call: Call<Person>,
  customer: OrganizationId,
  time: { from?: string | undefined; to?: string | undefined },
): Promise<AsyncIterable<string>> {
  const home = call.actor.organization;
  const shown = exportedTo(home, customer);
  const range = await findRange(tx, shown, time);
  await recordExport(tx, call, customer, {
    action: 'audit.exported',
    target: { type: 'ledger', id: home, name: '' },
    changes: { from: time.from ?? null, to: time.to ?? null, first: range?.first ?? null, last: range?.last ?? null },
  });
  return readLines(db, shown, range);
}

/** Runs after the call's transaction. Sealed entries never change, so pages need no common snapshot. */
async function* readLines(db: Db, shown: Shown, range: { first: number; last: number } | undefined): AsyncGenerator<string> {
  let first = range?.first ?? 1;
  const last = range?.last ?? 0;
  while (first <= last) {
    const rows = await withoutLocks(db, [shown.ledger], (tx) => findSealed(tx, shown, { first, last }, linesAtOnce));
    for (const row of rows) yield exportLine(row);
    const end = rows.at(-1);
    if (end === undefined) return;
    first = end.sequence + 1;
  }
}
