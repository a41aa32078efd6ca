import type { OrganizationId } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { type Db, inTenant, widenReach } from './in-tenant.ts';

/**
 * One transaction of the platform's own that touches these organizations' rows, or none but platform tables. It waits for
 * none of the organizations' locks and holds none, so it must not depend on who has access: ledgers, mail on its way out.
 * What a flood of refusals writes must not delay the act that ends an access.
 */
export async function withoutLocks<T>(db: Db, organizations: readonly OrganizationId[], work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const outcome = await inTenant(db, reachOf([]), 'shared', async (tx) => {
    await widenReach(tx, organizations);
    return ok(await work(tx));
  });
  if (!outcome.ok) throw new Error(`work of the platform was refused: \`${outcome.code}\``);
  return outcome.value;
}
