import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const roomPages: PageRoute[] = onBothSides('/rooms', {
  catalogues: ['rooms'],
  load: () => import('./rooms-page.tsx').then((file) => file.RoomsPage),
});
