import type { PageRoute } from '../../app/page-route.ts';

export const mePages: PageRoute[] = [
  { path: '/me/profile', catalogues: ['me'], load: () => import('./profile-page.tsx').then((file) => file.ProfilePage) },
  { path: '/me/tokens', catalogues: ['me'], load: () => import('./tokens-page.tsx').then((file) => file.TokensPage) },
];
