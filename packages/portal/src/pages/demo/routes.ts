import type { PageRoute } from '../../app/page-route.ts';

export const demoPages: PageRoute[] = [
  { path: '/demo/inbox', catalogues: ['demo', 'problems'], load: () => import('./inbox-page.tsx').then((file) => file.InboxPage) },
];
