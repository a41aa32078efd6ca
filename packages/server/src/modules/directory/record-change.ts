import type { OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Audited, appendAudit } from '../audit/index.ts';

type Change = Pick<Audited, 'action' | 'target' | 'changes'>;

/**
 * Writes an act upon the directory into the organization's own ledger, once, and into that of each customer at which it can
 * change who has access: a customer learns by name who touches its rooms (D30, D47).
 */
export async function recordChange(
  tx: TenantTx,
  call: Call,
  organization: OrganizationId,
  customers: readonly OrganizationId[],
  change: Change,
): Promise<void> {
  await appendAudit(tx, call, { ...change, customer: organization, ledgers: [organization] });
  for (const customer of customers) await appendAudit(tx, call, { ...change, customer, partner: organization, ledgers: [customer] });
}
