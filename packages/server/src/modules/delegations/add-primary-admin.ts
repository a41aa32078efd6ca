import type { Member } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { addToAssignedAdmins, keepPrimaryAdmins } from '../authorization/index.ts';
import { readCards } from './cards.ts';
import { type DelegationRow, findDelegation } from './delegations.store.ts';
import { inEffect, namesOthers } from './invitations.rules.ts';
import { peopleBehindEach } from './people-behind.ts';
import { tellOfPrimaryAdmin } from './tell-people.ts';

type Refusals = 'primary_admin_not_in_effect' | 'exceeds_own_rights' | 'already_exists' | 'too_many';
const atMember = (): string => '/member';

/**
 * One more Primary Admin of a standing delegation, named from the Tenants list (D66): somebody with an active person behind
 * (D15). A delegation without one in effect is attended again by it (D21). Both sides are told.
 *
 * @param mayName `others`: who asks does so as a Tenant Manager only, and names neither itself nor a group it is in
 */
export async function addPrimaryAdmin(
  tx: TenantTx,
  call: Call<Person>,
  row: DelegationRow,
  member: Member,
  mayName: 'anybody' | 'others',
): Promise<Result<DelegationRow, Refusals>> {
  const { customer, partner } = row;
  const behind = await peopleBehindEach(tx, partner, [member]);
  const others = namesOthers(behind, mayName === 'others' ? call.actor.user : undefined, atMember);
  if (!others.ok) return others;
  const effective = inEffect(behind, atMember);
  if (!effective.ok) return effective;
  const added = await addToAssignedAdmins(tx, { customer, partner }, member);
  if (added === 'already there') return refuseAt('/member', 'already_exists', 'is a Primary Admin of this customer already');
  if (added === 'too many') return refuse('too_many', { pointer: '/member' });

  await tellOfPrimaryAdmin(
    tx,
    call,
    row,
    behind.flat().map(({ id }) => id),
  );
  const cardOf = await readCards(tx, [row]);
  await appendAudit(tx, call, {
    action: 'primary_admin.added',
    customer,
    partner,
    target: { type: 'delegation', id: row.id, name: cardOf(partner).name },
    changes: { after: { member } },
    ledgers: [customer, partner],
  });
  const kept = await keepPrimaryAdmins(tx, call, { partner, customers: [customer] });
  if (!kept.ok) throw new Error('adding a Primary Admin in effect cannot leave none');
  const now = await findDelegation(tx, row);
  if (now === undefined) throw new Error(`delegation \`${row.id}\` vanished while it was changed`);
  return ok(now);
}
