import type { AllowedAction, ErrorCode, InvitationState } from '@keyholder/contract';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { Decision } from '../../kernel/rights.ts';

export const invitationActs = ['accept', 'decline', 'cancel', 'resend', 'change_rooms'] as const;
export type InvitationAct = (typeof invitationActs)[number];

/** Where each act leads from each state; a missing cell is a refusal (D11, D16–D18, D70). */
const next = {
  pending: { accept: 'accepted', decline: 'declined', cancel: 'cancelled', resend: 'pending', change_rooms: 'pending' },
  accepted: {},
  declined: {},
  cancelled: {},
  expired: {},
} as const satisfies Record<InvitationState, Partial<Record<InvitationAct, InvitationState>>>;

/** What the caller is told in a state that has no cell for the act (A43, A45). */
const refusalIn = {
  pending: 'invitation_pending',
  accepted: 'already_answered',
  declined: 'already_answered',
  cancelled: 'invitation_cancelled',
  expired: 'invitation_expired',
} as const satisfies Record<InvitationState, ErrorCode>;

/** The codes of the states that have no cell for act `A`: those its operation has to declare. */
type RefusalOf<A> = {
  [S in InvitationState]: A extends keyof (typeof next)[S] ? never : (typeof refusalIn)[S];
}[InvitationState];

export function afterAct<A extends InvitationAct>(state: InvitationState, act: A): Result<InvitationState, RefusalOf<A>> {
  const cells: Partial<Record<InvitationAct, InvitationState>> = next[state];
  const target = cells[act];
  return target === undefined ? refuse(refusalIn[state] as RefusalOf<A>) : ok(target); // no cell, so it is one of them
}

/** What the reader may do with an invitation in this state; `actions` names each act as its operation is called. */
export function actsIn(state: InvitationState, decision: Decision, actions: Readonly<Partial<Record<InvitationAct, string>>>): AllowedAction[] {
  return invitationActs.flatMap((act): AllowedAction[] => {
    const action = actions[act];
    if (action === undefined) return [];
    if (decision.outcome === 'deny') return [{ action, allowed: false, reason: decision.code }];
    const after = afterAct(state, act);
    return [after.ok ? { action, allowed: true } : { action, allowed: false, reason: after.code }];
  });
}

/** The people who are behind a named member at this moment, each once. */
export type Behind = readonly { id: string }[];

/** Where the body names each Primary Admin. */
type Places = (n: number) => string;
const inList: Places = (n) => `/primaryAdmins/${n}`;

/** D15. @param behind the active people behind each named member, in its order; none for a stranger (A48) */
export function inEffect(behind: readonly Behind[], at: Places = inList): Result<undefined, 'primary_admin_not_in_effect'> {
  const idle = behind.findIndex((people) => people.length === 0);
  return idle === -1 ? ok(undefined) : refuseAt(at(idle), 'primary_admin_not_in_effect', 'has no active person of this organization behind it');
}

/** D66: who only answers invitations names others. @param acceptor undefined where the rule does not bind who asks */
export function namesOthers(behind: readonly Behind[], acceptor: string | undefined, at: Places = inList): Result<undefined, 'exceeds_own_rights'> {
  const own = acceptor === undefined ? -1 : behind.findIndex((people) => people.some(({ id }) => id === acceptor));
  return own === -1 ? ok(undefined) : refuseAt(at(own), 'exceeds_own_rights', 'a Tenant Manager names neither itself nor a group it is in');
}

/** How often in 24 hours a customer invites, and how often each invitation is mailed again (A50); the operator may set others. */
export type DailyLimits = { invitations: number; resends: number };
export const dailyLimits: DailyLimits = { invitations: 20, resends: 3 };

export const dayIsFull = (retryAfterSeconds: number) =>
  refuse('rate_limited', { more: { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)) } });
