import { incidents } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { viewIncident } from './incident.view.ts';
import { type IncidentRow, findIncident } from './list-incidents.store.ts';
import { listIncidents } from './list-incidents.ts';

export const incidentsRoutes = (): Route[] => [
  route(incidents.list, {
    access: { kind: 'list', permission: 'tickets.view' },
    audit: { none: 'reading' },
    change: { none: 'reading' },
    handle: ({ tx, call, authority, query }) => listIncidents(tx, call, authority, query),
  }),
  route<typeof incidents.get, IncidentRow>(incidents.get, {
    access: {
      kind: 'object',
      action: 'tickets.view',
      see: 'tickets.view',
      customer: ({ customer }) => customer,
      object: async (tx, { customer, incident }) => {
        const row = await findIncident(tx, customer, incident);
        return row && { object: row, atoms: row.atoms, version: row.version };
      },
    },
    audit: { none: 'reading' },
    change: { none: 'reading' },
    handle: async ({ authority, object }) => ok(viewIncident(object, authority)),
  }),
];
