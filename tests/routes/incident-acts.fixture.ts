import type { Seen } from '../support/composed.ts';
import { type Act, alone, both, versionOf } from './act.fixture.ts';
import type { Stage } from './routes.fixture.ts';

export const incidentsOf = (stage: Stage, rest = ''): string => `/customers/${stage.id('alpha')}/incidents${rest}`;
export const recorded = (stage: Stage, room = 'alpha.inside') => ({ room: stage.id(room), severity: 'warning', title: 'The lights flicker' });
export const patchIncident = async (stage: Stage, person: string, body: object, alias = 'alpha.incident'): Promise<Seen> => {
  const incident = stage.id(alias);
  const headers = { 'if-match': await versionOf(stage, 'incidents', incident) };
  return stage.ask(person, 'PATCH', incidentsOf(stage, `/${incident}`), { body, headers });
};
export const comment = (stage: Stage, person: string, audience: 'both' | 'own'): Promise<Seen> =>
  stage.ask(person, 'POST', incidentsOf(stage, `/${stage.id('alpha.incident')}/comments`), { body: { text: 'Looking into it', audience } });

export const incidentActs: readonly Act[] = [
  {
    operation: 'incidents.create',
    action: 'incident.opened',
    ledgers: alone,
    run: (s) => s.ask('alpha.tech', 'POST', incidentsOf(s), { body: recorded(s) }),
  },
  {
    operation: 'incidents.create',
    action: 'incident.opened',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'POST', incidentsOf(s), { body: recorded(s) }),
  },
  { operation: 'incidents.update', action: 'incident.updated', ledgers: alone, run: (s) => patchIncident(s, 'alpha.tech', { assignee: 'me' }) },
  { operation: 'incidents.update', action: 'incident.updated', ledgers: both, run: (s) => patchIncident(s, 'gamma.pa', { state: 'waiting' }) },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: both, run: (s) => comment(s, 'gamma.pa', 'both') },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: ['gamma'], run: (s) => comment(s, 'gamma.pa', 'own') },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: alone, run: (s) => comment(s, 'alpha.lead', 'own') },
];
