import type { AllowedAction, Incident } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { IncidentRow } from './list-incidents.store.ts';

/** The incident as this caller may see it; what this release does not offer says so, to those who would be allowed (A63). */
export function viewIncident(row: IncidentRow, authority: Authority): Incident {
  const { signal, assignee, externalNumber, closedAt, openedAt, atoms, openedExactly: _exact, ...plain } = row;
  return {
    ...plain,
    openedAt: openedAt.toISOString(),
    ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    ...(signal === null ? {} : { signal }),
    ...(assignee === null ? {} : { assignee }),
    ...(externalNumber === null ? {} : { externalNumber }),
    allowedActions: authority
      .allowedActions({ customer: row.customer, kind: 'room', atoms }, ['tickets.update', 'reports.create_incident'])
      .map(notOffered),
  };
}

const notOffered = (action: AllowedAction): AllowedAction =>
  action.allowed ? { action: action.action, allowed: false, reason: 'not_offered' } : action;
