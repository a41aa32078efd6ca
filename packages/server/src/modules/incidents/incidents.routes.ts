import { type OrganizationId, incidents, isId } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import type { ActionKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { AtomCache } from '../authorization/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import { listAssignees } from './assignees.ts';
import { listComments, writeComment } from './comments.ts';
import { incidentName, viewIncident } from './incident.view.ts';
import { type IncidentInRoom, findIncident } from './list-incidents.store.ts';
import { listIncidents } from './list-incidents.ts';
import { recordIncident } from './record-incident.ts';
import { shownOfTicket, updateTicket } from './update-ticket.ts';

const reading = { audit: { none: 'reading' }, change: { none: 'reading' } };

/** A right over the room that the incident lies in. */
const onIncident = (action: ActionKey) =>
  ({
    kind: 'object',
    action,
    see: 'tickets.view',
    customer: ({ customer }: { customer: string }) => customer,
    object: async (tx: TenantTx, { customer, incident }: { customer: string; incident: string }) => {
      const row = await findIncident(tx, customer, incident);
      return row && { object: row, atoms: row.atoms, version: row.version };
    },
  }) as const;
const target = (incident: IncidentInRoom) => ({
  type: 'incident' as const,
  id: incident.id,
  name: incidentName(incident),
  version: incident.version,
});

export const incidentsRoutes = ({ atoms }: { atoms: AtomCache }): Route[] => [
  route(incidents.list, {
    ...reading,
    access: { kind: 'list', permission: 'tickets.view' },
    handle: ({ tx, call, authority, query }) => listIncidents(tx, atoms, call, authority, query),
  }),
  route<typeof incidents.get, IncidentInRoom>(incidents.get, {
    ...reading,
    access: onIncident('tickets.view'),
    handle: async ({ authority, object }) => ok(viewIncident(object, authority)),
  }),
  route<typeof incidents.create, { id: OrganizationId; name: string }>(incidents.create, {
    access: {
      kind: 'object',
      action: 'reports.create_incident',
      see: 'reports.create_incident',
      customer: ({ customer }) => customer,
      // the room is in the body: the guard asks whether the caller may record at this customer at all, the use case in which rooms
      object: async (tx, { customer }) => {
        const [organization] = isId('org', customer) ? await readOrganizations(tx, [customer]) : [];
        return organization && { object: organization };
      },
    },
    audit: ['incident.opened'],
    change: {
      event: 'reports.create_incident',
      target: ({ id, name }) => ({ type: 'organization', id, name, version: 1 }),
      shown: (made, body) => ('number' in made ? body : {}),
    },
    location: ({ id, customer }) => `/api/v1/customers/${customer}/incidents/${id}`,
    handle: ({ tx, call, authority, object, body }) => recordIncident(tx, call, authority, object.id, body),
  }),
  route<typeof incidents.update, IncidentInRoom>(incidents.update, {
    access: onIncident('tickets.update'),
    audit: ['incident.updated'],
    change: { event: 'tickets.update', target, shown: shownOfTicket },
    handle: ({ tx, call, authority, object, body }) => updateTicket(tx, call, authority, object, body),
  }),
  route<typeof incidents.assignees, IncidentInRoom>(incidents.assignees, {
    ...reading,
    access: onIncident('tickets.update'),
    handle: async ({ tx, authority, object, query }) => ok({ items: await listAssignees(tx, authority, object, query.q) }),
  }),
  route<typeof incidents.comments, IncidentInRoom>(incidents.comments, {
    ...reading,
    access: onIncident('tickets.view'),
    handle: ({ tx, call, object, query }) => listComments(tx, call, object, query),
  }),
  route<typeof incidents.comment, IncidentInRoom>(incidents.comment, {
    // what one side keeps to itself is no act on the customer's ticket: its approver must neither wait for it nor read it
    access: onIncident('tickets.view'),
    alsoNeeds: ({ audience }) => (audience === 'both' ? ['tickets.update'] : []),
    audit: ['incident.commented'],
    change: { event: 'tickets.update', target, shown: (made, { text }) => ('text' in made ? { comment: text } : {}) },
    handle: async ({ tx, call, authority, object, body }) => {
      const { customer, atoms } = object;
      const mayWork = authority.decide('tickets.update', { customer, kind: 'room', atoms }).outcome !== 'deny';
      return mayWork ? ok(await writeComment(tx, call, authority, object, body)) : refuse('forbidden');
    },
  }),
];
