import { describe, expect, it } from 'vitest';
import { offeredAs } from './page-route.ts';
import { signedInPages } from './pages.ts';

describe('the pages of the signed-in portal', () => {
  it('are each offered by one of these names, as the server lists them', () => {
    const own = ['dashboard', 'rooms', 'rooms/new', 'rooms/import', 'groups', 'groups/new', 'rings', 'rings/new', 'incidents', 'incidents/new']
      .concat([
        'changes',
        'audit',
        'reports',
        'directory/users',
        'directory/users/new',
        'directory/groups',
        'directory/groups/new',
        'directory/roles',
      ])
      .concat([
        'settings/partners',
        'settings/partners/new',
        'settings/roles',
        'settings/access',
        'settings/access/:person',
        'settings/organization',
      ]);
    const atCustomers = ['dashboard', 'rooms', 'groups', 'rings', 'rings/new', 'incidents', 'incidents/new', 'changes', 'audit', 'reports'].concat([
      'settings/roles',
      'settings/access/:person',
    ]);
    const names = [...own.map((page) => `/org/${page}`), ...atCustomers.map((page) => `/partner/c/:customer/${page}`)].concat([
      '/partner/tenants',
      '/partner/tenant-managers',
      '/me/profile',
      '/me/tokens',
      '/me/access',
      '/explain',
    ]);
    expect([...new Set(signedInPages.map(offeredAs))].sort()).toEqual(names.sort());
  });

  it('D71 are offered with the list they stand in where they show one object of it', () => {
    const path = '/partner/c/$customer/rooms/$room';
    expect(offeredAs({ path })).toBe('/partner/c/:customer/rooms');
  });
});
