import type { Member } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { offeredAtoms, openDelegation, withdrawOffer } from '../authorization/index.ts';
import { type Asking, askerOf } from './asker.ts';
import { peopleBehindEach } from './people-behind.ts';
import { afterAct, inEffect, namesOthers } from './invitations.rules.ts';
import { type InvitationRef, type InvitationRow, lockInvitation, saveState } from './invitations.store.ts';
import { tellOfAnswer } from './tell-people.ts';

export type Acceptance = {
  /** 1 to 100 members */
  primaryAdmins: readonly Member[];
  /** the version that the acceptor has read, where it says so (D70) */
  version: number | undefined;
  /** `others`: the acceptor answers as a Tenant Manager only, and may not name itself (D66) */
  mayName: 'anybody' | 'others';
};
type Refusals =
  | 'already_answered'
  | 'invitation_cancelled'
  | 'invitation_expired'
  | 'preview_changed'
  | 'primary_admin_not_in_effect'
  | 'exceeds_own_rights';

/**
 * The partner takes up a customer's offer (D15, D16, D18, D66).
 *
 * All or nothing, in one transaction: the answer, the delegation with its Assigned admins, an entry in each ledger, the
 * e-mails to the customer. The acceptor gains no right by it (D16). Runs under the exclusive locks of both organizations.
 */
export async function acceptInvitation(
  tx: TenantTx,
  call: Asking,
  ref: InvitationRef,
  acceptance: Acceptance,
): Promise<Result<InvitationRow, Refusals>> {
  const { primaryAdmins, version, mayName } = acceptance;
  const invitation = await lockInvitation(tx, ref);
  const state = afterAct(invitation.state, 'accept');
  if (!state.ok) return state;
  if (version !== undefined && version !== invitation.version) return refuse('preview_changed', { more: { version: invitation.version } });

  const behind = await peopleBehindEach(tx, ref.partner, primaryAdmins);
  const acceptor = call.actor.kind === 'person' && mayName === 'others' ? call.actor.user : undefined;
  const others = namesOthers(behind, acceptor);
  if (!others.ok) return others;
  const effective = inEffect(behind);
  if (!effective.ok) return effective;

  const accepted = await saveState(tx, ref, state.value, askerOf(call));
  const { customer, partner } = ref;
  const delegation = await openDelegation(tx, {
    customer,
    partner,
    scope: await offeredAtoms(tx, customer, ref.id),
    primaryAdmins,
    changeControl: invitation.change_control,
    termsVersion: invitation.terms_version,
  });
  await withdrawOffer(tx, customer, ref.id);
  await tellOfAnswer(tx, call, accepted, 'invitation-accepted');
  await appendAudit(tx, call, {
    action: 'invitation.accepted',
    customer,
    partner,
    target: { type: 'invitation', id: ref.id, name: accepted.domain },
    changes: { after: { delegation, primaryAdmins } },
    ledgers: [customer, partner],
  });
  return ok(accepted);
}
