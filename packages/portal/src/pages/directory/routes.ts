import type { PageRoute } from '../../app/page-route.ts';

const catalogues = ['directory', 'tenants'] as const;

export const directoryPages: PageRoute[] = [
  { path: '/org/directory/users', catalogues, load: () => import('./people-page.tsx').then((file) => file.PeoplePage) },
  { path: '/org/directory/users/new', catalogues, load: () => import('./new-person-page.tsx').then((file) => file.NewPersonPage) },
  {
    path: '/org/directory/users/$user',
    catalogues: [...catalogues, 'access'],
    load: () => import('./person-page.tsx').then((file) => file.PersonPage),
  },
  { path: '/org/directory/groups', catalogues, load: () => import('./groups-page.tsx').then((file) => file.GroupsPage) },
  { path: '/org/directory/groups/new', catalogues, load: () => import('./new-group-page.tsx').then((file) => file.NewGroupPage) },
  { path: '/org/directory/groups/$group', catalogues, load: () => import('./group-page.tsx').then((file) => file.GroupPage) },
  { path: '/org/directory/roles', catalogues, load: () => import('./directory-roles-page.tsx').then((file) => file.DirectoryRolesPage) },
];
