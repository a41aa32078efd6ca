import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const changePages: PageRoute[] = onBothSides('/changes', {
  catalogues: ['changes'],
  load: () => import('./changes-page.tsx').then((file) => file.ChangesPage),
});
