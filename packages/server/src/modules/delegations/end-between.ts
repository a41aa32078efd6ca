import type { Ended } from '@keyholder/contract';
import type { Static } from 'typebox';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { endDelegation } from '../authorization/index.ts';
import { cancelChangesOf } from '../changes/index.ts';
import type { Asking } from './asker.ts';
import { readCards } from './cards.ts';
import type { DelegationRow } from './delegations.store.ts';
import { peopleInEffect, staffOf } from './people-of-delegation.ts';
import type { rehearseEnding } from './rehearse-ending.ts';
import { tellOfEnding } from './tell-people.ts';

export type EndedDelegation = Static<typeof Ended>;

/**
 * Ends a delegation: roles, assignments and members are deleted, what waits is cancelled, both sides are told (D39, D41–D43).
 * Runs under the exclusive locks of both organizations, so that no write of the partner is under way when it commits.
 *
 * @param picture who loses what, as it is at this moment; the ledger of the customer keeps it
 */
export async function endBetween(
  tx: TenantTx,
  call: Asking,
  row: DelegationRow,
  by: 'customer' | 'partner',
  picture: Awaited<ReturnType<typeof rehearseEnding>>,
): Promise<Result<EndedDelegation, 'delegation_ended'>> {
  const { customer, partner } = row;
  const primaryAdmins = peopleInEffect(await staffOf(tx, row));
  const ended = await endDelegation(tx, { customer, partner, by });
  if (ended === undefined) return refuse('delegation_ended');
  const cancelledRequests = await cancelChangesOf(tx, customer, partner);
  await tellOfEnding(tx, call, { customer, partner, by, endedAt: ended.endedAt }, primaryAdmins);
  const cardOf = await readCards(tx, [row]);
  await appendAudit(tx, call, {
    action: 'delegation.ended',
    customer,
    partner,
    target: { type: 'delegation', id: row.id, name: cardOf(partner).name },
    changes: { by, reason: call.reason, rehearsal: picture.rehearsal, loses: picture.picture.loses, cancelledRequests },
    ledgers: [customer, partner],
  });
  return ok({ customer, partner, state: 'ended', endedAt: ended.endedAt.toISOString(), certificate: null });
}
