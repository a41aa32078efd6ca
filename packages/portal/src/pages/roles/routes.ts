import type { PageRoute } from '../../app/page-route.ts';

const catalogues = ['roles', 'partners', 'tenants'] as const;
const list: Omit<PageRoute, 'path'> = { catalogues, load: () => import('./roles-page.tsx').then((file) => file.RolesPage) };
const one: Omit<PageRoute, 'path'> = { catalogues, load: () => import('./role-page.tsx').then((file) => file.RolePage) };
const form: Omit<PageRoute, 'path'> = { catalogues, load: () => import('./role-form-page.tsx').then((file) => file.RoleFormPage) };
const assignment: Omit<PageRoute, 'path'> = { catalogues, load: () => import('./assignment-page.tsx').then((file) => file.AssignmentPage) };
const newAssignment: Omit<PageRoute, 'path'> = {
  catalogues,
  load: () => import('./new-assignment-page.tsx').then((file) => file.NewAssignmentPage),
};

/** The customer's own roles, its partners' roles as it sees them, and the partner's roles as it makes them: apart (D27). */
const places = [
  { place: '/org/settings/roles/ours', offered: '/org/settings/roles' },
  { place: '/org/settings/roles/partner/$partner', offered: '/org/settings/roles' },
  { place: '/partner/c/$customer/settings/roles', offered: '/partner/c/:customer/settings/roles' },
];

export const rolePages: PageRoute[] = [
  { ...list, path: '/org/settings/roles' },
  { ...list, path: '/partner/c/$customer/settings/roles' },
  ...places.flatMap(({ place, offered }) => [
    { ...form, offered, path: `${place}/new` },
    { ...one, offered, path: `${place}/$role` },
    { ...form, offered, path: `${place}/$role/edit` },
    { ...newAssignment, offered, path: `${place}/$role/assignments/new` },
    { ...assignment, offered, path: `${place}/$role/assignments/$assignment` },
  ]),
];
