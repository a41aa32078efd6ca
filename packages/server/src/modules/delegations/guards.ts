import { type OrganizationId, isId } from '@keyholder/contract';
import type { ActionKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Found } from '../../platform/http/route.ts';
import { readCards } from './cards.ts';
import { type DelegationRow, findDelegation } from './delegations.store.ts';
import { type InvitationRow, findInvitation } from './invitations.store.ts';

type OfCustomer = { customer: string };
type OfPartner = { partner: string };

/** A path parameter that the guard has let pass. */
export function organizationIn(text: string): OrganizationId {
  if (!isId('org', text)) throw new Error(`not an organization id past the guard: \`${text}\``);
  return text;
}

/** An invitation by its customer's path; the act reaches the partner's people and ledger as well. */
export const customerInvitation = (action: ActionKey) => ({
  kind: 'object' as const,
  action,
  see: 'partners.view' as const,
  customer: ({ customer }: OfCustomer) => customer,
  object: async (tx: TenantTx, { customer, invitation }: OfCustomer & { invitation: string }): Promise<Found<InvitationRow> | undefined> => {
    if (!isId('org', customer) || !isId('inv', invitation)) return undefined;
    const row = await findInvitation(tx, { customer }, invitation);
    return row && { object: row, also: [row.partner], version: row.version };
  },
});

/** An invitation by its partner's path: who may not answer may not see (D13, A40). */
export const partnerInvitation = {
  kind: 'object' as const,
  action: 'invitations.answer' as const,
  see: 'invitations.answer' as const,
  customer: ({ partner }: OfPartner) => partner,
  object: async (tx: TenantTx, { partner, invitation }: OfPartner & { invitation: string }): Promise<Found<InvitationRow> | undefined> => {
    if (!isId('org', partner) || !isId('inv', invitation)) return undefined;
    const row = await findInvitation(tx, { partner }, invitation);
    return row && { object: row, also: [row.customer], version: row.version };
  },
};

async function delegationBetween(tx: TenantTx, { customer, partner }: OfCustomer & OfPartner): Promise<Found<DelegationRow> | undefined> {
  if (!isId('org', customer) || !isId('org', partner)) return undefined;
  const row = await findDelegation(tx, { customer, partner });
  return row && { object: row, also: [row.partner], version: row.version };
}

/** A delegation by its customer's path. */
export const customerDelegation = (action: ActionKey) => ({
  kind: 'object' as const,
  action,
  see: 'partners.view' as const,
  customer: ({ customer }: OfCustomer) => customer,
  object: delegationBetween,
});

/** A delegation by its partner's path: decided at the customer, and there only for the partner's own people (A81). */
export const partnerDelegation = (action: ActionKey) => ({
  kind: 'object' as const,
  action,
  see: 'delegation.view' as const,
  customer: ({ customer }: OfCustomer) => customer,
  home: ({ partner }: OfPartner) => partner,
  object: delegationBetween,
});

/** The same, to name its Primary Admins (D66), with the name by which the customer knows the partner. */
export const staffedDelegation = {
  ...partnerDelegation('primary_admins.add'),
  object: async (tx: TenantTx, params: OfCustomer & OfPartner): Promise<Found<DelegationRow & { partnerName: string }> | undefined> => {
    const found = await delegationBetween(tx, params);
    return found && { ...found, object: { ...found.object, partnerName: (await readCards(tx, [found.object]))(found.object.partner).name } };
  },
};
