import type { OrganizationId } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import type { Authority } from '../../kernel/rights.ts';
import { hasPartnerSide, pagesOf } from './pages.rules.ts';

const home: OrganizationId = 'org_home';
const customer: OrganizationId = 'org_customer';

/** What somebody may do, by organization. */
const authorityOf = (rights: Readonly<Record<string, readonly string[]>>): Authority => ({
  home,
  epochs: new Map(),
  customers: [home, ...(rights[customer] === undefined ? [] : [customer])],
  anyWay: (action, organization) => rights[organization]?.includes(action) === true,
  decide: () => ({ outcome: 'deny', code: 'forbidden' }),
  known: () => true,
  grants: () => [],
  partnerAt: () => undefined,
  rolesAt: () => [],
  allowedActions: () => [],
});
const always = ['/org/dashboard', '/me/profile', '/me/tokens', '/me/access', '/explain'];

describe('the pages that the portal offers', () => {
  it('are the start and one’s own to somebody without any right', () => {
    expect(pagesOf(authorityOf({}), true)).toEqual(always);
  });
  it('follow the permissions at home', () => {
    const pages = pagesOf(authorityOf({ [home]: ['rooms.view', 'rooms.create', 'partners.view'] }), false);
    expect(pages).toEqual(expect.arrayContaining(['/org/rooms', '/org/rooms/new', '/org/rooms/import', '/org/settings/partners']));
    for (const closed of ['/org/incidents', '/org/audit', '/org/changes', '/org/settings/partners/new']) expect(pages).not.toContain(closed);
    expect(hasPartnerSide(pages)).toBe(false);
  });
  it('D22 D29 follow the permissions at customers on the other side, and change nothing at home', () => {
    const pages = pagesOf(authorityOf({ [customer]: ['tickets.view'] }), true);
    expect(pages.filter((page) => page.startsWith('/partner/'))).toEqual([
      '/partner/c/:customer/dashboard',
      '/partner/c/:customer/incidents',
      '/partner/c/:customer/changes',
    ]);
    expect(pages).not.toContain('/org/incidents');
  });
  it('D27 hold the roles of one side for whoever sees them there', () => {
    expect(pagesOf(authorityOf({ [home]: ['roles.view', 'directory.view'] }), true)).toEqual(
      expect.arrayContaining(['/org/settings/roles', '/org/directory/users', '/org/directory/groups', '/org/directory/roles']),
    );
    const abroad = pagesOf(authorityOf({ [customer]: ['roles.view'] }), true);
    expect(abroad).toContain('/partner/c/:customer/settings/roles');
    expect(abroad).not.toContain('/org/settings/roles');
  });
  it('D30 D48 hold the access of a person for whoever may know of others there', () => {
    const [own, abroad] = ['/org/settings/access/:person', '/partner/c/:customer/settings/access/:person'];
    const offered = (rights: Parameters<typeof authorityOf>[0]) => pagesOf(authorityOf(rights), true).filter((page) => page.endsWith('/:person'));
    expect(offered({ [home]: ['roles.view'] })).toEqual([own]);
    expect(offered({ [home]: ['partners.view'] })).toEqual([own]);
    expect(offered({ [customer]: ['roles.view'] })).toEqual([abroad]);
    expect(offered({ [home]: ['rooms.view', 'directory.view'], [customer]: ['rooms.view', 'partners.view'] })).toEqual([]);
  });
  it('D13 hold the tenants for whoever answers invitations, in an organization that is a partner', () => {
    const rights = { [home]: ['invitations.answer'] };
    expect(pagesOf(authorityOf(rights), true)).toEqual(expect.arrayContaining(['/partner/tenants', '/partner/tenant-managers']));
    expect(hasPartnerSide(pagesOf(authorityOf(rights), false))).toBe(false);
  });
  it('D13 D66 offer the Tenant Managers to whoever answers invitations alone: by that the portal knows whom to ask for them', () => {
    const seesTenants = pagesOf(authorityOf({ [home]: ['delegation.view'] }), true);
    expect(seesTenants).toContain('/partner/tenants');
    expect(seesTenants).not.toContain('/partner/tenant-managers');
  });
});
