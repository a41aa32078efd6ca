import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const auditPages: PageRoute[] = onBothSides('/audit', {
  catalogues: ['audit'],
  load: () => import('./audit-page.tsx').then((file) => file.AuditPage),
});
