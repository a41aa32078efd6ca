import { onBothSides, type PageRoute } from '../../app/page-route.ts';

const page: Omit<PageRoute, 'path'> = { catalogues: ['reports'], load: () => import('./reports-page.tsx').then((file) => file.ReportsPage) };

/** Without a name the first report: where a switch of the customer leads. */
export const reportPages: PageRoute[] = [...onBothSides('/reports', page), ...onBothSides('/reports/$report', page)];
