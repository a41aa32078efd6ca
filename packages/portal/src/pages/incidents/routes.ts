import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const incidentPages: PageRoute[] = [
  ...onBothSides('/incidents', { catalogues: ['incidents'], load: () => import('./incidents-page.tsx').then((file) => file.IncidentsPage) }),
  ...onBothSides('/incidents/$incident', { catalogues: ['incidents'], load: () => import('./incident-page.tsx').then((file) => file.IncidentPage) }),
];
