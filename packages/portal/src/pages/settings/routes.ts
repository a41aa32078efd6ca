import type { PageRoute } from '../../app/page-route.ts';

export const settingsPages: PageRoute[] = [
  {
    path: '/org/settings/organization',
    catalogues: ['settings'],
    load: () => import('./organization-settings-page.tsx').then((file) => file.OrganizationSettingsPage),
  },
];
