import type { Incident } from '@keyholder/contract';
import type { ActionKey, Authority, Matter } from '../../kernel/rights.ts';
import type { IncidentInRoom, IncidentRow } from './list-incidents.store.ts';
import { nextStates } from './tickets.rules.ts';

const shownActions: readonly ActionKey[] = ['tickets.update', 'reports.create_incident'];

/** What the caller may know of an incident, and do with it now (A63). */
export const viewIncident = (row: IncidentInRoom, authority: Authority): Incident =>
  viewListed(row, authority, { customer: row.customer, kind: 'room', atoms: row.atoms });

/** The same of one in a list. A page makes fifty: each part by name, for taking all but some takes longer than everything else. */
export function viewListed(row: IncidentRow, authority: Authority, room: Matter): Incident {
  const { signal, externalNumber, resolution, resolvedAt, closedAt, openedAt } = row;
  return {
    id: row.id,
    customer: row.customer,
    customerName: row.customerName,
    room: row.room,
    roomName: row.roomName,
    number: row.number,
    severity: row.severity,
    title: row.title,
    detail: row.detail,
    state: row.state,
    source: row.source,
    version: row.version,
    nextStates: nextStates(row),
    ...assigneeFor(row, authority.home),
    openedAt: openedAt.toISOString(),
    ...(resolvedAt === null ? {} : { resolvedAt: resolvedAt.toISOString() }),
    ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    ...(resolution === null ? {} : { resolution }),
    ...(signal === null ? {} : { signal }),
    ...(externalNumber === null ? {} : { externalNumber }),
    allowedActions: authority.allowedActions(room, shownActions),
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
