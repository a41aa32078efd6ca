import { changeControl, delegations, partnerRoles } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { customerDelegation, organizationIn, partnerDelegation, staffedDelegation } from './guards.ts';
import { addPrimaryAdmin } from './add-primary-admin.ts';
import { changeControlView, setChangeControl } from './change-control.ts';
import { customerInvitationRoutes, mayNameAs, partnerInvitationRoutes } from './invitations.routes.ts';
import { type DailyLimits, dailyLimits } from './invitations.rules.ts';
import { leaveCustomer } from './leave-customer.ts';
import { listActive } from './list-active-customers.ts';
import { listCustomers } from './list-customers.ts';
import { listPartners } from './list-partners.ts';
import { rehearseEnding } from './rehearse-ending.ts';
import { removePartner } from './remove-partner.ts';
import { isPrimaryAdminAt } from './seen-by-partner.ts';
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

const changeControlRoutes: readonly Route[] = [
  route(changeControl.get, {
    access: customerDelegation('partners.view'),
    ...read,
    handle: async ({ authority, object }) => ok(changeControlView(object, authority)),
  }),
  route(changeControl.update, {
    access: customerDelegation('partners.manage'),
    audit: ['change_control.modified'],
    change: { none: 'an act of the customer itself' },
    changesAccess: true,
    fresh: 'step-up',
    handle: async ({ tx, call, authority, object, body, ifMatch }) => {
      const set = await setChangeControl(tx, call, object, { events: body.events, version: ifMatch });
      return set.ok ? ok(changeControlView(set.value, authority)) : set;
    },
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
  route(partnerRoles.addPrimaryAdmin, {
    access: staffedDelegation,
    audit: ['primary_admin.added', 'delegation.attended'],
    change: {
      event: 'roles.modify',
      target: ({ id, partnerName, version }) => ({ type: 'delegation', id, name: partnerName, version }),
      shown: (delegation, { member }) => ('myRoles' in delegation ? { primaryAdminAdded: member } : null), // before: nothing of it
    },
    changesAccess: true,
    location: ({ customer, partner }) => `/api/v1/partners/${partner}/customers/${customer}`,
    handle: async ({ tx, call, authority, object, body }) => {
      const added = await addPrimaryAdmin(
        tx,
        call,
        object,
        body.member,
        isPrimaryAdminAt(authority, object.customer) ? 'anybody' : mayNameAs(authority, object),
      );
      return added.ok ? ok(await showCustomer(tx, authority, added.value)) : added;
    },
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
  ...changeControlRoutes,
  ...partnerRoutes,
];
