import { onBothSides, type PageRoute } from '../../app/page-route.ts';

const catalogues = ['rings', 'rooms'] as const;

export const ringPages: PageRoute[] = [
  ...onBothSides('/rings', { catalogues, load: () => import('./rings-page.tsx').then((file) => file.RingsPage) }),
  ...onBothSides('/rings/new', { catalogues, load: () => import('./new-ring-page.tsx').then((file) => file.NewRingPage) }),
  ...onBothSides('/rings/$ring', { catalogues, load: () => import('./ring-page.tsx').then((file) => file.RingPage) }),
];
