import { onBothSides, type PageRoute } from '../../app/page-route.ts';

export const roomPages: PageRoute[] = [
  ...onBothSides('/rooms', { catalogues: ['rooms'], load: () => import('./rooms-page.tsx').then((file) => file.RoomsPage) }),
  { path: '/org/rooms/new', catalogues: ['rooms'], load: () => import('./new-room-page.tsx').then((file) => file.NewRoomPage) },
  { path: '/org/rooms/import', catalogues: ['rooms'], load: () => import('./import-page.tsx').then((file) => file.ImportPage) },
  ...onBothSides('/rooms/$room', {
    catalogues: ['rooms', 'incidents', 'access', 'audit'],
    load: () => import('./room-page.tsx').then((file) => file.RoomPage),
  }),
];
