import type { OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Audited, appendAudit } from './append-audit.ts';

/** What somebody takes away as a file of this customer's is an act, and stands in the ledgers of both sides before the first line leaves. */
export function recordExport(
  tx: TenantTx,
  call: Call<Person>,
  customer: OrganizationId,
  act: Pick<Audited, 'action' | 'target' | 'changes'>,
): Promise<void> {
  const home = call.actor.organization;
  return appendAudit(tx, call, { ...act, customer, partner: customer === home ? undefined : home, ledgers: [customer, home] });
}
