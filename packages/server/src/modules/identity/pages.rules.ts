import type { PermissionKey } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';

/** Lists that exist on both sides, with the permission that opens them (portal.md 1.2). */
const lists = {
  rooms: 'rooms.view',
  groups: 'groups.view',
  rings: 'rings.view',
  incidents: 'tickets.view',
  reports: 'reports.view',
  audit: 'audit.view',
} as const satisfies Record<string, PermissionKey>;

/**
 * The pages that the portal offers to this person, as the patterns of its paths. Computed here and nowhere else; every page
 * asks the API again, which decides (the list is a menu, not a right).
 *
 * @param isPartner whether the person's organization is, was or wants to be a partner of anybody: else it has no tenants to see
 */
export function pagesOf(authority: Authority, isPartner: boolean): string[] {
  const { home } = authority;
  const may = (action: Parameters<Authority['anyWay']>[0]): boolean => authority.anyWay(action, home);
  const abroad = authority.customers.filter((customer) => customer !== home);
  const mayAbroad = (permission: PermissionKey): boolean => abroad.some((customer) => authority.anyWay(permission, customer));
  const offered = [
    ['/org/dashboard', true],
    ...Object.entries(lists).map(([page, permission]) => [`/org/${page}`, may(permission)] as const),
    ['/org/rooms/new', may('rooms.create')],
    ['/org/rooms/import', may('rooms.create')],
    ['/org/incidents/new', may('reports.create_incident')],
    ['/org/groups/new', may('groups.create')],
    ['/org/rings/new', may('rings.modify')],
    ['/org/changes', may('changes.view')],
    ['/org/settings/partners', may('partners.view')],
    ['/org/settings/partners/new', may('partners.manage')],
    ['/org/settings/roles', may('roles.view')],
    ['/org/settings/access', may('roles.view')],
    // with partners.view alone: people of partners (D30)
    ['/org/settings/access/:person', may('roles.view') || may('partners.view')],
    ['/org/settings/organization', may('settings.view')],
    ...['users', 'groups', 'roles'].map((page) => [`/org/directory/${page}`, may('directory.view')] as const),
    ...['users', 'groups'].map((page) => [`/org/directory/${page}/new`, may('directory.modify')] as const),
    ['/partner/c/:customer/dashboard', abroad.length > 0],
    ...Object.entries(lists).map(([page, permission]) => [`/partner/c/:customer/${page}`, mayAbroad(permission)] as const),
    ['/partner/c/:customer/incidents/new', mayAbroad('reports.create_incident')],
    ['/partner/c/:customer/rings/new', mayAbroad('rings.modify')],
    // one's own requests need no permission (D39)
    ['/partner/c/:customer/changes', abroad.length > 0],
    ['/partner/c/:customer/settings/roles', mayAbroad('roles.view')],
    ['/partner/c/:customer/settings/access/:person', mayAbroad('roles.view')],
    ['/partner/tenant-managers', isPartner && may('invitations.answer')],
    ['/partner/tenants', isPartner && (may('invitations.answer') || may('delegation.view'))],
    ['/me/profile', true],
    ['/me/tokens', true],
    ['/me/access', true],
    ['/explain', true],
  ] as const;
  return offered.flatMap(([page, open]) => (open ? [page] : []));
}

/** A side is offered to whoever has a page on it. */
export const hasPartnerSide = (pages: readonly string[]): boolean => pages.some((page) => page.startsWith('/partner/'));
