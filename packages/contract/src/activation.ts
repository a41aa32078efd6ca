import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { Instant } from './values.ts';

/** Whether somebody can sign in, and until when the link is good that would let them choose how. */
export const Activation = Type.Object({
  state: Type.Enum(['activated', 'not_activated']),
  /** null: no link is out, or it has ended */
  linkExpiresAt: Type.Union([Instant, Type.Null()]),
});
export type Activation = Static<typeof Activation>;

export const ActivationLink = Type.Object({
  user: IdOf('usr'),
  expiresAt: Instant,
  /** shown once, in the answer that made it */
  link: Type.Union([Type.String(), Type.Null()]),
});
export type ActivationLink = Static<typeof ActivationLink>;

/** What whoever holds a link is told: who invites them, and as whom. */
export const Invited = Type.Object({
  organization: Type.String(),
  invitedBy: Type.String(),
  name: Type.String(),
  email: Type.String(),
  /** directory roles, also those held through a group */
  roles: Type.Array(Type.String()),
  expiresAt: Instant,
});
export type Invited = Static<typeof Invited>;

const ofPerson = '/organizations/{organization}/users/{user}/activation-link';
/** Told only to whoever holds a link that was genuine once. */
const over = ['activation_expired', 'activation_used'] as const;

export const activation = {
  createLink: operation({
    id: 'activation_links.create',
    method: 'POST',
    path: ofPerson,
    summary: 'Make the link by which a person chooses a password; it is shown once, nobody is mailed, and it ends the former one (A20, A28)',
    success: { status: 201, body: ActivationLink },
    refusals: ['already_activated', 'user_disabled', 'exceeds_own_rights', 'session_required', 'step_up_required', 'idempotency_mismatch'],
  }),
  withdrawLink: operation({
    id: 'activation_links.withdraw',
    method: 'DELETE',
    path: ofPerson,
    summary: 'The link that is out is none from now on',
    success: { status: 204, body: Type.Object({}) },
    refusals: ['exceeds_own_rights', 'session_required'],
  }),
  invited: operation({
    id: 'activation.get',
    method: 'GET',
    path: '/activation',
    summary: 'Who invites whom by this link',
    success: { status: 200, body: Invited },
    refusals: over,
  }),
  complete: operation({
    id: 'activation.complete',
    method: 'POST',
    path: '/activation',
    summary: 'Spend the link by choosing a password; a password that is not taken spends nothing',
    body: Closed({ password: Type.String({ minLength: 12, maxLength: 128 }) }),
    success: { status: 200, body: Type.Object({ email: Type.String() }) },
    refusals: over,
  }),
};
