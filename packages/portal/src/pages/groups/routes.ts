import { onBothSides, type PageRoute } from '../../app/page-route.ts';

const catalogues = ['groups', 'rooms'] as const;

export const roomGroupPages: PageRoute[] = [
  ...onBothSides('/groups', { catalogues, load: () => import('./groups-page.tsx').then((file) => file.GroupsPage) }),
  { path: '/org/groups/new', catalogues, load: () => import('./new-group-page.tsx').then((file) => file.NewGroupPage) },
  ...onBothSides('/groups/$group', { catalogues, load: () => import('./group-page.tsx').then((file) => file.GroupPage) }),
];
