import type { PageRoute } from '../../app/page-route.ts';
import { paths } from '../../paths.ts';

export const entryPages: PageRoute[] = [
  { path: paths.signIn(), catalogues: ['entry', 'problems'], load: () => import('./sign-in-page.tsx').then((file) => file.SignInPage) },
  { path: paths.signedInAgain(), catalogues: ['entry'], load: () => import('./signed-in-again-page.tsx').then((file) => file.SignedInAgainPage) },
  { path: paths.setup(), catalogues: ['entry', 'problems'], load: () => import('./setup-page.tsx').then((file) => file.SetupPage) },
  {
    path: '/activate/$token',
    catalogues: ['entry', 'problems', 'terms'],
    load: () => import('./activate-page.tsx').then((file) => file.ActivatePage),
  },
];
