import type { Atom } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { offerAtoms } from '../authorization/index.ts';
import { checkScope, countRooms } from '../rooms/index.ts';
import type { Asking } from './asker.ts';
import { afterAct } from './invitations.rules.ts';
import { type InvitationRef, type InvitationRow, lockInvitation, saveRooms } from './invitations.store.ts';
import { tellOfInvitation } from './tell-people.ts';

type Change = { scope: readonly Atom[]; version: number | undefined };
type Refusals = 'already_answered' | 'invitation_cancelled' | 'invitation_expired' | 'version_outdated' | 'unknown_reference' | 'invalid_value';

/** While it is pending the customer may change the rooms: one version more, the expiry unchanged, the partner is told the number (D70). */
export async function changeRooms(
  tx: TenantTx,
  call: Asking,
  ref: InvitationRef,
  { scope, version }: Change,
): Promise<Result<InvitationRow, Refusals>> {
  const before = await lockInvitation(tx, ref);
  if (version !== undefined && version !== before.version) return refuse('version_outdated');
  const state = afterAct(before.state, 'change_rooms');
  if (!state.ok) return state;
  const atoms = await checkScope(tx, ref.customer, scope, '/scope');
  if (!atoms.ok) return atoms;

  const changed = await saveRooms(tx, ref, scope, await countRooms(tx, ref.customer, atoms.value));
  await offerAtoms(tx, ref.customer, ref.id, atoms.value, changed.expires_at);
  await tellOfInvitation(tx, call, changed, 'invitation-changed');
  await appendAudit(tx, call, {
    action: 'invitation.modified',
    customer: ref.customer,
    partner: ref.partner,
    target: { type: 'invitation', id: ref.id, name: changed.domain },
    changes: { before: { scope: before.scope }, after: { scope: changed.scope } },
    ledgers: [ref.customer, ref.partner],
  });
  return ok(changed);
}
