export { newsOfIncidents } from './incident-news.ts';
export { tellOfIncidentsTask } from './tell-of-incidents.ts';
export { applySignals } from './apply-signals.ts';
export { insertComment } from './comments.store.ts';
export { createIncident } from './create-incident.ts';
export { incidentsRoutes } from './incidents.routes.ts';
export { incidentKind } from './incident-kind.store.ts';
export { saveTicket } from './tickets.store.ts';
