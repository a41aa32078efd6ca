import type { PageRoute } from '../../app/page-route.ts';

export const entryPages: PageRoute[] = [
  { path: '/signin', catalogues: ['entry', 'problems'], load: () => import('./sign-in-page.tsx').then((file) => file.SignInPage) },
];
