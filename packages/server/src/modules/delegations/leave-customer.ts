import { type Result, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Asking } from './asker.ts';
import type { DelegationRow } from './delegations.store.ts';
import { type EndedDelegation, endBetween } from './end-between.ts';
import { rehearseEnding } from './rehearse-ending.ts';

type Refusals = 'rehearsal_required' | 'rehearsal_outdated' | 'delegation_ended';

/** A Primary Admin gives the customer back (D42): always with a picture of who loses what, which must still hold. */
export async function leaveCustomer(
  tx: TenantTx,
  call: Asking,
  row: DelegationRow,
  rehearsal: string | undefined,
): Promise<Result<EndedDelegation, Refusals>> {
  if (rehearsal === undefined) return refuse('rehearsal_required', { detail: 'send the request with ?rehearse=true first' });
  if (row.state === 'ended') return refuse('delegation_ended');
  const picture = await rehearseEnding(tx, row);
  if (rehearsal !== picture.rehearsal) return refuse('rehearsal_outdated');
  return endBetween(tx, call, row, 'partner', picture);
}
