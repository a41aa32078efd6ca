import { delegations } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { customerDelegation, organizationIn, partnerDelegation } from './guards.ts';
import { customerInvitationRoutes, partnerInvitationRoutes } from './invitations.routes.ts';
import { type DailyLimits, dailyLimits } from './invitations.rules.ts';
import { leaveCustomer } from './leave-customer.ts';
import { listActive } from './list-active-customers.ts';
import { listCustomers } from './list-customers.ts';
import { listPartners } from './list-partners.ts';
import { rehearseEnding } from './rehearse-ending.ts';
import { removePartner } from './remove-partner.ts';
import { showCustomer } from './show-customer.ts';
import { showPartner } from './show-partner.ts';

const read = { audit: { none: 'a read' }, change: { none: 'a read' } } as const;
const ending = { audit: ['delegation.ended'], changesAccess: true } as const;

const customerRoutes: readonly Route[] = [
  route(delegations.partners, {
    access: { kind: 'organization', action: 'partners.view', customer: ({ customer }) => customer },
    ...read,
    handle: ({ tx, call, authority, params, query }) => listPartners(tx, call, authority, organizationIn(params.customer), query),
  }),
  route(delegations.partner, {
    access: customerDelegation('partners.view'),
    ...read,
    handle: async ({ tx, authority, object }) => ok(await showPartner(tx, authority, object)),
  }),
  route(delegations.removePartner, {
    access: customerDelegation('partners.manage'),
    ...ending,
    change: { none: 'an act of the customer itself' },
    fresh: 'step-up',
    rehearse: ({ tx, object }) => rehearseEnding(tx, object),
    handle: ({ tx, call, object, query, rehearsal }) => removePartner(tx, call, object, { rehearsal, atOnce: query.now === 'true' }),
  }),
];

const partnerRoutes: readonly Route[] = [
  route(delegations.customers, {
    access: {
      kind: 'organization',
      action: 'delegation.view',
      customer: ({ partner }) => partner,
      home: ({ partner }) => partner,
      reach: 'every-customer',
    },
    ...read,
    handle: ({ tx, call, authority, params, query }) => listCustomers(tx, call, authority, organizationIn(params.partner), query),
  }),
  route(delegations.customer, {
    access: partnerDelegation('delegation.view'),
    ...read,
    handle: async ({ tx, authority, object }) => ok(await showCustomer(tx, authority, object)),
  }),
  route(delegations.leave, {
    access: partnerDelegation('delegation.leave'),
    ...ending,
    change: { none: 'the customer cannot hold its partner' },
    rehearse: ({ tx, object }) => rehearseEnding(tx, object),
    handle: ({ tx, call, object, rehearsal }) => leaveCustomer(tx, call, object, rehearsal),
  }),
  route(delegations.activeCustomers, {
    access: { kind: 'list', permission: 'rooms.view' },
    ...read,
    handle: ({ tx, call, authority, query }) => listActive(tx, call, authority, query),
  }),
];

/** Inviting, answering, the standing delegation and its ending: every route of this module. */
export const delegationsRoutes = (limits: DailyLimits = dailyLimits): readonly Route[] => [
  ...customerInvitationRoutes(limits),
  ...partnerInvitationRoutes,
  ...customerRoutes,
  ...partnerRoutes,
];
