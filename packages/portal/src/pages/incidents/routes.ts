import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const incidentPages: PageRoute[] = [
  ...onBothSides('/incidents', { catalogues: ['incidents'], load: () => import('./incidents-page.tsx').then((file) => file.IncidentsPage) }),
  ...onBothSides('/incidents/new', { catalogues: ['incidents'], load: () => import('./new-incident-page.tsx').then((file) => file.NewIncidentPage) }),
  ...onBothSides('/incidents/$incident', {
    catalogues: ['incidents', 'audit'],
    load: () => import('./incident-page.tsx').then((file) => file.IncidentPage),
  }),
];
