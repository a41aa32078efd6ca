import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { withdrawOffer } from '../authorization/index.ts';
import { type Asking, askerOf } from './asker.ts';
import { afterAct } from './invitations.rules.ts';
import { type InvitationRef, type InvitationRow, lockInvitation, saveState } from './invitations.store.ts';
import { tellOfWithdrawal } from './tell-people.ts';

type Refusals = 'already_answered' | 'invitation_cancelled' | 'invitation_expired';

/** The customer withdraws a pending invitation; from now on nobody can answer it (D11, D18). */
export async function cancelInvitation(tx: TenantTx, call: Asking, ref: InvitationRef): Promise<Result<InvitationRow, Refusals>> {
  const { state } = await lockInvitation(tx, ref);
  const after = afterAct(state, 'cancel');
  if (!after.ok) return after;
  const cancelled = await saveState(tx, ref, after.value, askerOf(call));
  await withdrawOffer(tx, ref.customer, ref.id);
  await tellOfWithdrawal(tx, call, cancelled);
  await appendAudit(tx, call, {
    action: 'invitation.cancelled',
    customer: ref.customer,
    partner: ref.partner,
    target: { type: 'invitation', id: ref.id, name: cancelled.domain },
    ledgers: [ref.customer, ref.partner],
  });
  return ok(cancelled);
}
