import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const accessPages: PageRoute[] = [
  { path: '/org/settings/access', catalogues: ['access', 'rooms'], load: () => import('./access-page.tsx').then((file) => file.AccessPage) },
  ...onBothSides('/settings/access/$person', {
    catalogues: ['access'],
    load: () => import('./person-access-page.tsx').then((file) => file.PersonAccessPage),
  }),
  { path: '/me/access', catalogues: ['access'], load: () => import('./my-access-page.tsx').then((file) => file.MyAccessPage) },
  { path: '/explain', catalogues: ['access'], load: () => import('./explain-page.tsx').then((file) => file.ExplainPage) },
];
