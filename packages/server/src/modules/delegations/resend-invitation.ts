import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import type { Asking } from './asker.ts';
import { afterAct, dailyLimits, dayIsFull } from './invitations.rules.ts';
import { type InvitationRef, type InvitationRow, countResentToday, lockInvitation, saveResend } from './invitations.store.ts';
import { tellOfInvitation } from './tell-people.ts';

type Refusals = 'already_answered' | 'invitation_cancelled' | 'invitation_expired' | 'rate_limited';

/** Sends the e-mail of a pending invitation again, `perDay` times in 24 hours at most; the expiry and the version stay (D11, A50). */
export async function resendInvitation(
  tx: TenantTx,
  call: Asking,
  ref: InvitationRef,
  perDay: number = dailyLimits.resends,
): Promise<Result<InvitationRow, Refusals>> {
  const invitation = await lockInvitation(tx, ref);
  const after = afterAct(invitation.state, 'resend');
  if (!after.ok) return after;
  const { sent, freeInSeconds } = await countResentToday(tx, ref);
  if (sent >= perDay) return dayIsFull(freeInSeconds);
  await saveResend(tx, ref);
  await tellOfInvitation(tx, call, invitation, 'invitation-received');
  await appendAudit(tx, call, {
    action: 'invitation.resent',
    customer: ref.customer,
    partner: ref.partner,
    target: { type: 'invitation', id: ref.id, name: invitation.domain },
    ledgers: [ref.customer, ref.partner],
  });
  return ok(invitation);
}
