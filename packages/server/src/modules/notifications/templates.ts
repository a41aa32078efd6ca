import type { IncidentId, InvitationId, OrganizationId } from '@keyholder/contract';

/**
 * What waits with each mail for its sending, beside its fixed words. No customer data but what D14 names, no secret. Instants
 * are RFC 3339.
 */
export type MailFacts = {
  /** to the partner (D12, D14) */
  'invitation-received': {
    invitation: InvitationId;
    customerName: string;
    customerDomain: string;
    customerCountry: string;
    roomCount: number;
    expiresAt: string;
  };
  /** to the partner: the customer changed the rooms of a pending invitation (D70) */
  'invitation-changed': { invitation: InvitationId; customerName: string; customerDomain: string; roomCount: number; expiresAt: string };
  /** to the partner (D11) */
  'invitation-cancelled': { customerName: string; customerDomain: string };
  /** to the customer (D16) */
  'invitation-accepted': { partner: string; partnerName: string; partnerDomain: string };
  /** to the customer (D17) */
  'invitation-declined': { partnerName: string; partnerDomain: string };
  /** to either side: with whom, and who ended it (D41, D42) */
  'delegation-ended': { otherName: string; otherDomain: string; endedBy: 'customer' | 'partner'; endedAt: string };
  /** to either side: nobody stands behind Assigned admins any more; `side` is the reader's own (D21) */
  'delegation-unattended': { otherName: string; otherDomain: string; side: 'customer' | 'partner'; partner: string };
  /** to the people behind assignments whose toggle is on, of either side (D56): ids alone, what they stand for is read when it goes out (D32) */
  'incidents-opened': { customer: OrganizationId; incidents: readonly IncidentId[] };
  /** to the people named, to the customer, to the Tenant Managers (D15, D66) */
  'primary-admins-named': { customerName: string; partnerName: string };
};
/** What a mail about incidents says: what is new in rooms that its reader covers; the first `incidents` of `count`. */
export type IncidentNews = {
  customer: OrganizationId;
  customerName: string;
  /** the reader's own */
  side: 'customer' | 'partner';
  count: number;
  incidents: readonly { id: IncidentId; number: number; title: string; roomName: string; severity: 'important' | 'warning' }[];
};
/** What each mail says when it goes out. */
export type ToldFacts = Omit<MailFacts, 'incidents-opened'> & { 'incidents-opened': IncidentNews };
export type Template = keyof MailFacts;
/** A template together with its own facts, as it waits. */
export type Message = { [T in Template]: { template: T; facts: MailFacts[T] } }[Template];
/** The same as it goes out. */
export type ToldMessage = { [T in Template]: { template: T; facts: ToldFacts[T] } }[Template];
