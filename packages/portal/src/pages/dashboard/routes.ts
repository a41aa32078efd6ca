import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const dashboardPages: PageRoute[] = onBothSides('/dashboard', {
  catalogues: ['dashboard'],
  load: () => import('./dashboard-page.tsx').then((file) => file.DashboardPage),
});
