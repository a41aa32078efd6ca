import type { Incident } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { IncidentRow } from './list-incidents.store.ts';
import { nextStates } from './tickets.rules.ts';

/** What the caller may know of an incident, and do with it now (A63). */
export function viewIncident(row: IncidentRow, authority: Authority): Incident {
  const { signal, assignee: _named, externalNumber, resolution, resolvedAt, closedAt, openedAt, atoms, openedExactly: _exact, ...plain } = row;
  return {
    ...plain,
    nextStates: nextStates(row),
    ...assigneeFor(row, authority.home),
    openedAt: openedAt.toISOString(),
    ...(resolvedAt === null ? {} : { resolvedAt: resolvedAt.toISOString() }),
    ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    ...(resolution === null ? {} : { resolution }),
    ...(signal === null ? {} : { signal }),
    ...(externalNumber === null ? {} : { externalNumber }),
    allowedActions: authority.allowedActions({ customer: row.customer, kind: 'room', atoms }, ['tickets.update', 'reports.create_incident']),
  };
}

/**
 * The customer knows by name who works for it. To a partner only its own people have names: anybody else's hands are
 * `elsewhere`, be they the customer's or another partner's, so that no other partner shows (D22, A93).
 */
export function assigneeFor(
  { assignee, customer }: Pick<IncidentRow, 'assignee' | 'customer'>,
  home: string,
): Pick<Incident, 'assigned' | 'assignee'> {
  if (assignee === null) return { assigned: 'nobody' };
  const assigned = assignee.organization.id === home ? 'own' : 'elsewhere';
  return assigned === 'own' || customer === home ? { assigned, assignee } : { assigned };
}

/** What ledgers and requests call it. */
export const incidentName = ({ number, title }: Pick<IncidentRow, 'number' | 'title'>): string => `${number} ${title}`;
