import type { OrganizationId } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { type Db, inTenant, widenReach } from '../../platform/postgres/in-tenant.ts';

/**
 * One transaction that touches ledgers only. It waits for none of the organizations' locks and holds none: nothing it does
 * depends on who has access, and a flood of refusals must not delay the act that ends an access.
 */
export async function inLedgers<T>(db: Db, ledgers: readonly OrganizationId[], work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const outcome = await inTenant(db, reachOf([]), 'shared', async (tx) => {
    await widenReach(tx, ledgers);
    return ok(await work(tx));
  });
  if (!outcome.ok) throw new Error(`work on ledgers was refused: \`${outcome.code}\``);
  return outcome.value;
}
