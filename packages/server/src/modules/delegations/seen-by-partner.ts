import type { AllowedAction, OrganizationId } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import { endingIn } from './delegation.view.ts';
import type { DelegationRow } from './delegations.store.ts';
import type { Cut } from './rooms-in-scope.store.ts';

/** Who answers invitations for the partner sees all its delegations, and of their rooms the number (D13, D66). */
export const seesEvery = (authority: Authority, partner: OrganizationId): boolean =>
  authority.decide('invitations.answer', { customer: partner, kind: 'organization' }).outcome === 'allow';

export const isPrimaryAdminAt = (authority: Authority, customer: OrganizationId): boolean => authority.rolesAt(customer).includes('primary-admin');

/** The rooms whose number this reader may know: all that are delegated, or only those of its own assignments (D22). */
export function countable(authority: Authority, delegated: Cut, partner: OrganizationId): Cut {
  const { customer } = delegated;
  if (seesEvery(authority, partner) || isPrimaryAdminAt(authority, customer)) return delegated;
  return ownRooms(authority, customer);
}

export const ownRooms = (authority: Authority, customer: OrganizationId): Cut =>
  authority.grants('rooms.view').find((grant) => grant.customer === customer) ?? { customer, atoms: [], within: null };

/** What this reader may do with the delegation from the partner's side: end it (D42), name a Primary Admin (D66). */
export const offersToPartner = (authority: Authority, row: DelegationRow): AllowedAction[] =>
  authority
    .allowedActions({ customer: row.customer, kind: 'organization' }, ['delegation.leave', 'primary_admins.add'])
    .map((may) => endingIn(row, may.action === 'delegation.leave' ? 'partner_customers.leave' : may.action, may));
