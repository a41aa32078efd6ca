import type { PageRoute } from '../../app/page-route.ts';

export const tenantPages: PageRoute[] = [
  { path: '/partner/tenants', catalogues: ['tenants', 'partners'], load: () => import('./tenants-page.tsx').then((file) => file.TenantsPage) },
  {
    path: '/partner/tenant-managers',
    catalogues: ['directory', 'tenants'],
    load: () => import('./tenant-managers-page.tsx').then((file) => file.TenantManagersPage),
  },
  { path: '/partner/tenants/$tenant', catalogues: ['tenants', 'partners'], load: () => import('./tenant-page.tsx').then((file) => file.TenantPage) },
];
