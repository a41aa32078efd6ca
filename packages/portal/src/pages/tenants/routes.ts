import type { PageRoute } from '../../app/page-route.ts';

export const tenantPages: PageRoute[] = [
  { path: '/partner/tenants', catalogues: ['tenants', 'partners'], load: () => import('./tenants-page.tsx').then((file) => file.TenantsPage) },
  { path: '/partner/tenants/$tenant', catalogues: ['tenants', 'partners'], load: () => import('./tenant-page.tsx').then((file) => file.TenantPage) },
];
