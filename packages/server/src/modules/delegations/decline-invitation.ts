import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { withdrawOffer } from '../authorization/index.ts';
import { type Asking, askerOf } from './asker.ts';
import { afterAct } from './invitations.rules.ts';
import { type InvitationRef, type InvitationRow, lockInvitation, saveState } from './invitations.store.ts';
import { tellOfAnswer } from './tell-people.ts';

type Refusals = 'already_answered' | 'invitation_cancelled' | 'invitation_expired';

/** The partner refuses the offer; it stays listed as declined, and the customer may invite again (D11, D17). */
export async function declineInvitation(tx: TenantTx, call: Asking, ref: InvitationRef): Promise<Result<InvitationRow, Refusals>> {
  const { state } = await lockInvitation(tx, ref);
  const after = afterAct(state, 'decline');
  if (!after.ok) return after;
  const declined = await saveState(tx, ref, after.value, askerOf(call));
  await withdrawOffer(tx, ref.customer, ref.id);
  await tellOfAnswer(tx, call, declined, 'invitation-declined');
  await appendAudit(tx, call, {
    action: 'invitation.declined',
    customer: ref.customer,
    partner: ref.partner,
    target: { type: 'invitation', id: ref.id, name: declined.domain },
    ledgers: [ref.customer, ref.partner],
  });
  return ok(declined);
}
