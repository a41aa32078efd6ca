import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { type EventMode, EventModeSchema, type PermissionKey, PermissionKeySchema, eventKeys } from './permissions.ts';
import { AllowedActions, Instant, Member, Page, PageQuery, PersonRef, RoleRef, Scope, Version } from './values.ts';

/** `expired` is `pending` from `expiresAt` on; no job has to run for it to be true (D04, D18). */
export const InvitationState = Type.Enum(['pending', 'accepted', 'declined', 'cancelled', 'expired']);
export type InvitationState = 'pending' | 'accepted' | 'declined' | 'cancelled' | 'expired';
/** Event → mode; an event that is not named is automatic. Nothing but the events of the contract (D05). */
export type EventModes = Partial<Record<PermissionKey, EventMode>>;
export const EventModes = Type.Unsafe<EventModes>(
  Type.Object(Object.fromEntries(eventKeys.map((key) => [key, Type.Optional(EventModeSchema)])), { additionalProperties: false }),
);

export const OrganizationCard = Type.Object({ id: Type.String(), name: Type.String(), domain: Type.String(), country: Type.String() });

/** A customer's offer of a room delegation. The partner's view holds nothing about its rooms but their number (D14). */
export const Invitation = Type.Object({
  id: IdOf('inv'),
  customer: IdOf('org'),
  partner: IdOf('org'),
  /** the other side, as this reader may know it */
  customerCard: OrganizationCard,
  partnerCard: OrganizationCard,
  domain: Type.String(),
  state: InvitationState,
  createdAt: Instant,
  expiresAt: Instant,
  expiresInDays: Type.Integer(),
  answeredAt: Type.Union([Instant, Type.Null()]),
  changeControl: EventModes,
  roomCount: Type.Integer({ minimum: 0 }),
  termsVersion: Type.String(),
  scope: Type.Optional(Scope),
  createdBy: Type.Optional(PersonRef),
  answeredBy: Type.Optional(PersonRef),
  version: Version,
  allowedActions: AllowedActions,
});
export type Invitation = Static<typeof Invitation>;

/** The standing link, room part. A Tenant Manager without a role there sees the number of rooms, nothing else (D66). */
export const Delegation = Type.Object({
  customer: IdOf('org'),
  partner: IdOf('org'),
  customerCard: OrganizationCard,
  partnerCard: OrganizationCard,
  state: Type.Enum(['active', 'unattended', 'ended']),
  since: Instant,
  endedAt: Type.Union([Instant, Type.Null()]),
  roomCount: Type.Integer({ minimum: 0 }),
  scope: Type.Optional(Scope),
  changeControl: EventModes,
  primaryAdmins: Type.Optional(Type.Array(Member)),
  /** people behind every assignment of the partner, by name (D30) */
  people: Type.Optional(Type.Array(Type.Object({ person: PersonRef, role: Type.String(), through: Type.Array(Type.String()) }))),
  /** roles held there by the reader; empty for a Tenant Manager */
  myRoles: Type.Array(RoleRef),
  version: Version,
  allowedActions: AllowedActions,
});
export type Delegation = Static<typeof Delegation>;

/** One person, through which assignments or directory roles, over how many rooms; of a change also which permissions come or go. */
const AccessLine = Type.Object({
  person: PersonRef,
  through: Type.Array(Type.String()),
  rooms: Type.Integer(),
  permissions: Type.Optional(Type.Array(Type.String())),
});

/** Who gains and who loses what, before it happens (D41, D53). */
export const Rehearsal = Type.Object({
  rehearsal: Type.String(),
  gains: Type.Array(AccessLine),
  loses: Type.Array(AccessLine),
  waiting: Type.Array(Type.Object({ type: Type.String(), id: Type.String(), title: Type.String() })),
  survives: Type.Array(Type.Object({ type: Type.String(), title: Type.String() })),
  /** of a change: further people who gain or lose something, whom the caller may not know of by name */
  leftOut: Type.Optional(Type.Integer()),
});
export type Rehearsal = Static<typeof Rehearsal>;

export const Ended = Type.Object({
  customer: IdOf('org'),
  partner: IdOf('org'),
  state: Type.Literal('ended'),
  endedAt: Instant,
  certificate: Type.Union([Type.String(), Type.Null()]),
});

const page = Closed(PageQuery);
const stateFilter = Closed({ ...PageQuery, state: Type.Optional(InvitationState) });
const list = ['invalid_cursor', 'unknown_filter'] as const;
const answers = ['already_answered', 'invitation_cancelled', 'invitation_expired'] as const;
const removal = Closed({ rehearse: Type.Optional(Type.Literal('true')), now: Type.Optional(Type.Literal('true')) });

export const terms = {
  get: operation({
    id: 'terms.get',
    method: 'GET',
    path: '/terms',
    summary: 'The terms of delegation, in three languages (D07)',
    success: { status: 200, body: Type.Object({ version: Type.String(), text: Type.Record(Type.Enum(['en', 'fr', 'ru']), Type.String()) }) },
  }),
  events: operation({
    id: 'change_events.list',
    method: 'GET',
    path: '/change-events',
    summary: 'The acts of a partner that a customer may want to approve (D05)',
    success: {
      status: 200,
      body: Type.Object({ events: Type.Array(Type.Object({ key: PermissionKeySchema, offered: Type.Boolean() })), decidesYet: Type.Boolean() }),
    },
  }),
};

export const invitations = {
  listOfCustomer: operation({
    id: 'invitations.list_of_customer',
    method: 'GET',
    path: '/customers/{customer}/invitations',
    summary: 'Invitations sent by the customer',
    query: stateFilter,
    success: { status: 200, body: Page(Invitation) },
    refusals: list,
  }),
  invite: operation({
    id: 'invitations.create',
    method: 'POST',
    path: '/customers/{customer}/invitations',
    summary: 'Invite a partner by its domain (D01–D09)',
    body: Closed({
      domain: Type.String({ minLength: 1, maxLength: 253 }),
      expiresInDays: Type.Integer({ minimum: 1, maximum: 30 }),
      changeControl: Type.Optional(EventModes),
      scope: Scope,
      termsVersion: Type.String({ minLength: 1, maxLength: 50 }),
    }),
    success: { status: 201, body: Invitation },
    refusals: [
      'partner_not_available',
      'unknown_reference',
      'terms_outdated',
      'invitation_pending',
      'idempotency_mismatch',
      'read_only',
      'step_up_required',
      'rate_limited',
    ],
  }),
  getOfCustomer: operation({
    id: 'invitations.get_of_customer',
    method: 'GET',
    path: '/customers/{customer}/invitations/{invitation}',
    summary: 'One invitation, as its customer sees it',
    success: { status: 200, body: Invitation },
  }),
  changeRooms: operation({
    id: 'invitations.update',
    method: 'PATCH',
    path: '/customers/{customer}/invitations/{invitation}',
    summary: 'Change the rooms of a pending invitation (D70)',
    body: Closed({ scope: Scope }),
    success: { status: 200, body: Invitation },
    ifMatch: 'required',
    refusals: [...answers, 'version_outdated', 'if_match_required', 'unknown_reference', 'read_only'],
  }),
  cancel: operation({
    id: 'invitations.cancel',
    method: 'POST',
    path: '/customers/{customer}/invitations/{invitation}/cancel',
    summary: 'Withdraw a pending invitation (D11)',
    success: { status: 200, body: Invitation },
    refusals: answers,
  }),
  resend: operation({
    id: 'invitations.resend',
    method: 'POST',
    path: '/customers/{customer}/invitations/{invitation}/resend',
    summary: 'Send the e-mail again; the expiry stays (D11)',
    success: { status: 200, body: Invitation },
    refusals: [...answers, 'rate_limited'],
  }),
  listOfPartner: operation({
    id: 'invitations.list_of_partner',
    method: 'GET',
    path: '/partners/{partner}/invitations',
    summary: 'Invitations to the partner (D12, D13)',
    query: stateFilter,
    success: { status: 200, body: Page(Invitation) },
    refusals: list,
  }),
  getOfPartner: operation({
    id: 'invitations.get_of_partner',
    method: 'GET',
    path: '/partners/{partner}/invitations/{invitation}',
    summary: 'One invitation, as its partner sees it: no customer data (D14)',
    success: { status: 200, body: Invitation },
  }),
  accept: operation({
    id: 'invitations.accept',
    method: 'POST',
    path: '/partners/{partner}/invitations/{invitation}/accept',
    summary: 'Take up the offer; the first answer wins (D15, D16, D18)',
    body: Closed({ primaryAdmins: Type.Array(Member, { minItems: 1, maxItems: 100 }) }),
    success: { status: 200, body: Invitation },
    ifMatch: 'optional',
    refusals: [...answers, 'primary_admin_not_in_effect', 'exceeds_own_rights', 'preview_changed', 'read_only'],
  }),
  decline: operation({
    id: 'invitations.decline',
    method: 'POST',
    path: '/partners/{partner}/invitations/{invitation}/decline',
    summary: 'Refuse the offer (D17)',
    success: { status: 200, body: Invitation },
    refusals: answers,
  }),
};

export const delegations = {
  partners: operation({
    id: 'partners.list',
    method: 'GET',
    path: '/customers/{customer}/partners',
    summary: 'Delegations of the customer, ended ones included',
    query: page,
    success: { status: 200, body: Page(Delegation) },
    refusals: list,
  }),
  partner: operation({
    id: 'partners.get',
    method: 'GET',
    path: '/customers/{customer}/partners/{partner}',
    summary: 'One delegation as the customer sees it (D30)',
    success: { status: 200, body: Delegation },
  }),
  removePartner: operation({
    id: 'partners.remove',
    method: 'DELETE',
    path: '/customers/{customer}/partners/{partner}',
    summary: 'Remove the partner; all its access ends at once (D41, D43)',
    query: removal,
    success: { status: 200, body: Type.Union([Ended, Rehearsal]) },
    rehearses: true,
    refusals: ['rehearsal_required', 'rehearsal_outdated', 'delegation_ended', 'step_up_required'],
  }),
  customers: operation({
    id: 'partner_customers.list',
    method: 'GET',
    path: '/partners/{partner}/customers',
    summary: 'Customers that delegated rooms to the partner',
    query: page,
    success: { status: 200, body: Page(Delegation) },
    refusals: list,
  }),
  customer: operation({
    id: 'partner_customers.get',
    method: 'GET',
    path: '/partners/{partner}/customers/{customer}',
    summary: 'One delegation as the partner sees it',
    success: { status: 200, body: Delegation },
  }),
  leave: operation({
    id: 'partner_customers.leave',
    method: 'DELETE',
    path: '/partners/{partner}/customers/{customer}',
    summary: 'A Primary Admin of that customer ends the delegation (D42)',
    query: removal,
    success: { status: 200, body: Type.Union([Ended, Rehearsal]) },
    rehearses: true,
    refusals: ['rehearsal_required', 'rehearsal_outdated', 'delegation_ended'],
  }),
  activeCustomers: operation({
    id: 'customers.list',
    method: 'GET',
    path: '/customers',
    summary: 'Customers in my reach as a partner’s person (D45)',
    query: page,
    success: {
      status: 200,
      body: Page(
        Type.Object({
          id: IdOf('org'),
          name: Type.String(),
          domain: Type.String(),
          state: Type.Enum(['active', 'unattended']),
          rooms: Type.Integer(),
        }),
      ),
    },
    refusals: list,
  }),
};
