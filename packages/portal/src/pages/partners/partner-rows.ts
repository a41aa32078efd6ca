import type { CursorList } from '../../api/cursor-list.ts';
import type { Delegation, Invitation, InvitationState, RelationshipState } from '../../api/shapes.ts';

/** One line of Partners: an invitation that is open or came to nothing, or a delegation with the invitation that it grew from. */
export type PartnerRow = { at: string } & (
  | { kind: 'invitation'; invitation: Invitation }
  | { kind: 'delegation'; delegation: Delegation; invitation: Invitation | undefined }
);

export const invitationStates = ['pending', 'declined', 'cancelled', 'expired'] as const satisfies readonly InvitationState[];
export const relationshipStates = ['active', 'unattended', 'ended'] as const satisfies readonly RelationshipState[];

/** The invitation that a delegation grew from: the accepted one of the same pair, answered when the delegation began. */
export const originOf = ({ partner, since }: Delegation, invitations: readonly Invitation[]): Invitation | undefined => {
  const accepted = invitations.filter((one) => one.partner === partner && one.state === 'accepted');
  return accepted.find(({ answeredAt }) => answeredAt === since) ?? (accepted.length === 1 ? accepted[0] : undefined);
};

/** Where a list that has more pages stops being complete: nothing older can be put in order yet. */
const knownDownTo = (list: CursorList<unknown>, oldest: string | undefined): string => (list.hasMore ? (oldest ?? '') : '');

/** Both lists as one, newest first; an accepted invitation shows as its delegation only. */
export function mergeRows(
  invitations: CursorList<Invitation>,
  delegations: CursorList<Delegation>,
  state: string | undefined,
): CursorList<PartnerRow> {
  const limits = [knownDownTo(invitations, invitations.rows.at(-1)?.createdAt), knownDownTo(delegations, delegations.rows.at(-1)?.since)];
  const limit = limits.sort().at(-1) ?? '';
  const all: PartnerRow[] = [
    ...invitations.rows
      .filter((one) => one.state !== 'accepted')
      .map((invitation): PartnerRow => ({ kind: 'invitation', at: invitation.createdAt, invitation })),
    ...delegations.rows.map((delegation): PartnerRow => ({
      kind: 'delegation',
      at: delegation.since,
      delegation,
      invitation: originOf(delegation, invitations.rows),
    })),
  ];
  const rows = all
    .filter((row) => row.at >= limit)
    .filter((row) => state === undefined || stateOf(row) === state)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
  const both = [invitations, delegations];
  return {
    rows,
    count: undefined,
    leftOut: [],
    state: both.some((list) => list.state === 'failed') ? 'failed' : both.every((list) => list.state === 'ready') ? 'ready' : 'loading',
    problem: both.find((list) => list.problem)?.problem,
    hasMore: both.some((list) => list.hasMore),
    loadingMore: both.some((list) => list.loadingMore),
    outdated: both.some((list) => list.outdated),
    loadMore: () => both.forEach((list) => list.loadMore()),
    retry: () => both.forEach((list) => list.retry()),
    asOf: Math.min(...both.map((list) => list.asOf)),
  };
}

export const stateOf = (row: PartnerRow): InvitationState | RelationshipState =>
  row.kind === 'invitation' ? row.invitation.state : row.delegation.state;
/** What `paths.partnerDetail` wants: an invitation by its own id, a delegation by its partner. */
export const targetOf = (row: PartnerRow): string => (row.kind === 'invitation' ? row.invitation.id : row.delegation.partner);
