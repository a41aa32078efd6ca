import type { OrganizationId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { insertEntries, readClock } from './audit.store.ts';
import { type Act, type Entry, copyFor } from './entry.rules.ts';

/** One entry in each ledger; of two, each names the other. More than two sides no act has. */
export async function writeAct(tx: TenantTx, ledgers: readonly OrganizationId[], act: Act): Promise<void> {
  const [one, other, ...more] = new Set(ledgers);
  if (one === undefined || more.length > 0) throw new Error(`an act stands in one ledger or two: \`${act.action}\``);
  const at = (await readClock(tx)).toISOString();
  const first: Entry = { ...copyFor(one, act), ledger: one, id: newId('aud'), at, twin: null };
  if (other === undefined) return insertEntries(tx, [first]);
  const second: Entry = { ...copyFor(other, act), ledger: other, id: newId('aud'), at, twin: first.id };
  await insertEntries(tx, [{ ...first, twin: second.id }, second]);
}
