import type { Invitation, PersonRef } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { CardOf } from './cards.ts';
import { actsIn } from './invitations.rules.ts';
import type { InvitationRow } from './invitations.store.ts';

const actsOfCustomer = { change_rooms: 'invitations.update', cancel: 'invitations.cancel', resend: 'invitations.resend' } as const;
const actsOfPartner = { accept: 'invitations.accept', decline: 'invitations.decline' } as const;

/** What both sides may know. */
const common = (row: InvitationRow, cardOf: CardOf) => ({
  id: row.id,
  customer: row.customer,
  partner: row.partner,
  customerCard: cardOf(row.customer),
  partnerCard: cardOf(row.partner),
  domain: row.domain,
  state: row.state,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  expiresInDays: row.expires_in_days,
  answeredAt: row.answered_at?.toISOString() ?? null,
  changeControl: row.change_control,
  roomCount: row.room_count,
  termsVersion: row.terms_version,
  version: row.version,
});

/** With the rooms that it offers, and with everybody by name. */
export function invitationOfCustomer(row: InvitationRow, cardOf: CardOf, authority: Authority): Invitation {
  const decision = authority.decide('partners.manage', { customer: row.customer, kind: 'organization' });
  return {
    ...common(row, cardOf),
    scope: row.scope,
    createdBy: row.created_by,
    ...(row.answered_by === null ? {} : { answeredBy: row.answered_by }),
    allowedActions: actsIn(row.state, decision, actsOfCustomer),
  };
}

/** No customer data: of its rooms the number, of its people the organization (D14). */
export function invitationOfPartner(row: InvitationRow, cardOf: CardOf, authority: Authority): Invitation {
  const decision = authority.decide('invitations.answer', { customer: row.partner, kind: 'organization' });
  const { id, name } = cardOf(row.customer);
  const known = (person: PersonRef): PersonRef => (person.organization.id === row.partner ? person : { id, name, organization: { id, name } });
  return {
    ...common(row, cardOf),
    createdBy: known(row.created_by),
    ...(row.answered_by === null ? {} : { answeredBy: known(row.answered_by) }),
    allowedActions: actsIn(row.state, decision, actsOfPartner),
  };
}
