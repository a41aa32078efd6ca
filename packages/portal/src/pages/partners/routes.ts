import type { PageRoute } from '../../app/page-route.ts';

export const partnerPages: PageRoute[] = [
  { path: '/org/settings/partners', catalogues: ['partners'], load: () => import('./partners-page.tsx').then((file) => file.PartnersPage) },
  {
    path: '/org/settings/partners/new',
    catalogues: ['partners'],
    load: () => import('./wizard/add-partner-page.tsx').then((file) => file.AddPartnerPage),
  },
  {
    path: '/org/settings/partners/$partner',
    catalogues: ['partners', 'roles'],
    load: () => import('./partner-page.tsx').then((file) => file.PartnerPage),
  },
];
