export { type Acceptance, acceptInvitation } from './accept-invitation.ts';
export { delegationsRoutes } from './delegations.routes.ts';
export type { DailyLimits } from './invitations.rules.ts';
export type { InvitationRef } from './invitations.store.ts';
export { type Offer, invite } from './invite.ts';
