import { type Invitation, type OrganizationId, invitations } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { cancelInvitation } from './cancel-invitation.ts';
import { readCards } from './cards.ts';
import { changeRooms } from './change-rooms.ts';
import { declineInvitation } from './decline-invitation.ts';
import { customerInvitation, organizationIn, partnerInvitation } from './guards.ts';
import { invitationOfCustomer, invitationOfPartner } from './invitation.view.ts';
import type { DailyLimits } from './invitations.rules.ts';
import type { InvitationRow } from './invitations.store.ts';
import { invite } from './invite.ts';
import { listOf } from './list-invitations.ts';
import { resendInvitation } from './resend-invitation.ts';

type Seen = { tx: TenantTx; authority: Authority };
type View = typeof invitationOfCustomer;

const shown = async ({ tx, authority }: Seen, row: InvitationRow, view: View): Promise<{ ok: true; value: Invitation }> =>
  ok(view(row, await readCards(tx, [row]), authority));
const afterwards = async <C extends Extract<Result<InvitationRow>, { ok: false }>>(
  seen: Seen,
  outcome: { ok: true; value: InvitationRow } | C,
  view: View,
) => (outcome.ok ? shown(seen, outcome.value, view) : outcome);

/** Only administrators change the directory at home; everybody else who answers does so as a Tenant Manager (D66). */
export const mayNameAs = (authority: Authority, { partner }: { partner: OrganizationId }): 'anybody' | 'others' =>
  authority.decide('directory.modify', { customer: partner, kind: 'organization' }).outcome === 'allow' ? 'anybody' : 'others';

const ofCustomer = (action: 'partners.view' | 'partners.manage') => ({
  kind: 'organization' as const,
  action,
  customer: ({ customer }: { customer: string }) => customer,
});
const ofPartner = { kind: 'organization' as const, action: 'invitations.answer' as const, customer: ({ partner }: { partner: string }) => partner };
const read = { audit: { none: 'a read' }, change: { none: 'a read' } } as const;
const byCustomer = { change: { none: 'an act of the customer itself' } } as const;
const byPartner = { change: { none: 'the customer chose rooms, rules and terms when it invited' } } as const;

export const customerInvitationRoutes = (limits: DailyLimits): readonly Route[] => [
  route(invitations.listOfCustomer, {
    access: ofCustomer('partners.view'),
    ...read,
    handle: ({ tx, call, authority, params, query }) =>
      listOf(tx, call, authority, { customer: organizationIn(params.customer) }, query, invitationOfCustomer),
  }),
  route(invitations.invite, {
    access: ofCustomer('partners.manage'),
    audit: ['invitation.created'],
    ...byCustomer,
    fresh: 'step-up',
    // no one's access changes, but the rooms of a new rule are written down, and no room may change meanwhile
    changesAccess: true,
    location: ({ id }, { customer }) => `/api/v1/customers/${customer}/invitations/${id}`,
    handle: async (context) =>
      afterwards(
        context,
        await invite(context.tx, context.call, organizationIn(context.params.customer), context.body, limits.invitations),
        invitationOfCustomer,
      ),
  }),
  route(invitations.getOfCustomer, {
    access: customerInvitation('partners.view'),
    ...read,
    handle: (context) => shown(context, context.object, invitationOfCustomer),
  }),
  route(invitations.changeRooms, {
    access: customerInvitation('partners.manage'),
    audit: ['invitation.modified'],
    ...byCustomer,
    changesAccess: true, // as inviting
    handle: async (context) => {
      const { tx, call, object, body, ifMatch } = context;
      return afterwards(context, await changeRooms(tx, call, object, { scope: body.scope, version: ifMatch }), invitationOfCustomer);
    },
  }),
  route(invitations.cancel, {
    access: customerInvitation('partners.manage'),
    audit: ['invitation.cancelled'],
    ...byCustomer,
    handle: async (context) => afterwards(context, await cancelInvitation(context.tx, context.call, context.object), invitationOfCustomer),
  }),
  route(invitations.resend, {
    access: customerInvitation('partners.manage'),
    audit: ['invitation.resent'],
    ...byCustomer,
    handle: async (context) =>
      afterwards(context, await resendInvitation(context.tx, context.call, context.object, limits.resends), invitationOfCustomer),
  }),
];

export const partnerInvitationRoutes: readonly Route[] = [
  route(invitations.listOfPartner, {
    access: ofPartner,
    ...read,
    handle: ({ tx, call, authority, params, query }) =>
      listOf(tx, call, authority, { partner: organizationIn(params.partner) }, query, invitationOfPartner),
  }),
  route(invitations.getOfPartner, {
    access: partnerInvitation,
    ...read,
    handle: (context) => shown(context, context.object, invitationOfPartner),
  }),
  route(invitations.accept, {
    access: partnerInvitation,
    audit: ['invitation.accepted'],
    ...byPartner,
    changesAccess: true,
    handle: async (context) => {
      const { tx, call, authority, object, body, ifMatch } = context;
      const acceptance = { primaryAdmins: body.primaryAdmins, version: ifMatch, mayName: mayNameAs(authority, object) };
      return afterwards(context, await acceptInvitation(tx, call, object, acceptance), invitationOfPartner);
    },
  }),
  route(invitations.decline, {
    access: partnerInvitation,
    audit: ['invitation.declined'],
    ...byPartner,
    handle: async (context) => afterwards(context, await declineInvitation(context.tx, context.call, context.object), invitationOfPartner),
  }),
];
