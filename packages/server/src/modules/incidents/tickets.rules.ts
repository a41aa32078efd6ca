import type { IncidentState } from '@keyholder/contract';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';

/** Where a ticket may go from each state by hand (D56). Reopening is `needs_action`; whoever works on it says so next. */
const next: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  needs_action: ['investigating', 'waiting', 'resolved', 'closed'],
  investigating: ['needs_action', 'waiting', 'resolved', 'closed'],
  waiting: ['needs_action', 'investigating', 'resolved', 'closed'],
  resolved: ['needs_action', 'investigating', 'closed'],
  closed: ['needs_action'],
};

export type Ticket = { state: IncidentState; source: 'signal' | 'person' };

/** The states that `moved` would allow now. What a signal opened is closed by its recovery, and opened anew by its return. */
export function nextStates({ state, source }: Ticket): IncidentState[] {
  if (source === 'person') return [...next[state]];
  return state === 'closed' ? [] : next[state].filter((one) => one !== 'closed');
}

/** What a move writes: `now` by the database's clock, `keep` where it stood already. */
export type Moved = { state: IncidentState; resolvedAt: 'now or earlier' | null; closedAt: 'now' | null; resolution: string | null };

/**
 * @param reason why it is resolved or closed; anything else is not explained, and forgets the former explanation
 * @returns undefined where the state stays
 */
export function moved(
  ticket: Ticket,
  to: IncidentState,
  reason: string | undefined,
): Result<Moved | undefined, 'transition_not_allowed' | 'follows_signal' | 'invalid_value'> {
  if (to === ticket.state) return ok(undefined);
  if (!next[ticket.state].includes(to)) return refuse('transition_not_allowed');
  if (!nextStates(ticket).includes(to)) return refuse('follows_signal');
  if (to !== 'resolved' && to !== 'closed') return ok({ state: to, resolvedAt: null, closedAt: null, resolution: null });
  if (reason === undefined) return refuseAt('/reason', 'invalid_value', 'is required to resolve or close');
  return ok({ state: to, resolvedAt: 'now or earlier', closedAt: to === 'closed' ? 'now' : null, resolution: reason });
}
