import { type Result, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Asking } from './asker.ts';
import type { DelegationRow } from './delegations.store.ts';
import { type EndedDelegation, endBetween } from './end-between.ts';
import { rehearseEnding } from './rehearse-ending.ts';

/** What the customer confirms: the picture it has seen, or that it ends at once without one, for a reason. */
export type Confirmation = { rehearsal: string | undefined; atOnce: boolean };
type Refusals = 'rehearsal_required' | 'rehearsal_outdated' | 'delegation_ended';

/** The customer removes a partner (D41). The picture must still hold, unless the customer ends at once and says why. */
export async function removePartner(
  tx: TenantTx,
  call: Asking,
  row: DelegationRow,
  { rehearsal, atOnce }: Confirmation,
): Promise<Result<EndedDelegation, Refusals>> {
  if (rehearsal === undefined && !(atOnce && call.reason !== null)) {
    return refuse('rehearsal_required', { detail: 'send the request with ?rehearse=true first, or with ?now=true and the header Keyholder-Reason' });
  }
  if (row.state === 'ended') return refuse('delegation_ended');
  const picture = await rehearseEnding(tx, row);
  if (rehearsal !== undefined && rehearsal !== picture.rehearsal) return refuse('rehearsal_outdated');
  return endBetween(tx, call, row, 'customer', picture);
}
