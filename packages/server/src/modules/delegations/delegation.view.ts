import type { AllowedAction, Delegation } from '@keyholder/contract';
import type { CardOf } from './cards.ts';
import type { DelegationRow } from './delegations.store.ts';

/** What stands in it beyond the link itself, as far as this reader may know it. */
export type Shown = Pick<Delegation, 'roomCount' | 'scope' | 'primaryAdmins' | 'people' | 'myRoles'>;

export const delegationView = (row: DelegationRow, cardOf: CardOf, shown: Shown, allowedActions: AllowedAction[]): Delegation => ({
  customer: row.customer,
  partner: row.partner,
  customerCard: cardOf(row.customer),
  partnerCard: cardOf(row.partner),
  state: row.state,
  since: row.since.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  changeControl: row.change_control,
  ...shown,
  version: row.version,
  allowedActions,
});

/** Ending is offered while there is something to end. */
export const endingIn = (row: DelegationRow, action: string, may: AllowedAction): AllowedAction =>
  row.state === 'ended' && may.allowed ? { action, allowed: false, reason: 'delegation_ended' } : { ...may, action };
