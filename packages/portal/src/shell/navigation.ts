import { customerScope, everyCustomer, ownScope, paths, patternOf, type Scope } from '../paths.ts';
import type { Side } from '../api/shapes.ts';

/** The entries of the nav, named as in `shell:nav`. */
export type NavKey =
  | 'dashboard'
  | 'rooms'
  | 'roomGroups'
  | 'rings'
  | 'incidents'
  | 'changes'
  | 'audit'
  | 'people'
  | 'groups'
  | 'directoryRoles'
  | 'partners'
  | 'reports'
  | 'roles'
  | 'organizationSettings'
  | 'tenants'
  | 'access'
  | 'tenantManagers';
type NavTitle = 'directory' | 'settings' | 'relationships';
export type NavEntry = { key: NavKey; path: string };
export type NavSection = { title?: NavTitle; entries: NavEntry[] };

/** The sides that have pages; the operator's has none yet, so nothing leads there. */
export type PagedSide = Exclude<Side, 'operator'>;
export const hasPages = (side: Side): side is PagedSide => side !== 'operator';

/** Every entry of a side with the name by which `/me` offers it. Order = order on screen. */
const catalogue: Record<PagedSide, readonly { title?: NavTitle; keys: readonly NavKey[] }[]> = {
  organization: [
    { keys: ['dashboard', 'incidents', 'rooms', 'roomGroups', 'rings', 'reports', 'changes', 'audit'] },
    { title: 'directory', keys: ['people', 'groups', 'directoryRoles'] },
    { title: 'settings', keys: ['partners', 'roles', 'access', 'organizationSettings'] },
  ],
  partner: [
    { keys: ['dashboard', 'incidents', 'rooms', 'roomGroups', 'rings', 'reports', 'changes', 'audit'] },
    { title: 'relationships', keys: ['tenants', 'tenantManagers'] },
    { title: 'settings', keys: ['roles'] },
  ],
};

function pathOf(key: NavKey, scope: Scope): string {
  switch (key) {
    case 'partners':
    case 'access':
    case 'organizationSettings':
    case 'people':
    case 'groups':
    case 'directoryRoles':
    case 'tenants':
    case 'tenantManagers':
      return paths[key]();
    default:
      return paths[key](scope);
  }
}

/**
 * What the nav shows: the entries of the side that the server offers to this person. The portal decides nothing itself.
 * @param offered `pages` of `/me`: patterns such as `/org/rooms`, `/partner/c/:customer/rooms`, `/partner/tenants`
 */
export function navigation(side: Side, scope: Scope, offered: readonly string[]): NavSection[] {
  if (!hasPages(side)) return [];
  const own = side === 'organization' ? ownScope : scope.side === 'partner' ? scope : everyCustomer;
  const shown = (key: NavKey): boolean => offered.includes(patternOf(pathOf(key, own)));
  return catalogue[side]
    .map((section) => ({ ...section, entries: section.keys.filter(shown).map((key) => ({ key, path: pathOf(key, own) })) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => (title === undefined ? { entries } : { title, entries }));
}

/** Which side an address belongs to; `undefined` for what everybody has, such as the profile. */
export function sideOf(pathname: string): Side | undefined {
  if (/^\/org(\/|$)/.test(pathname)) return 'organization';
  if (/^\/partner(\/|$)/.test(pathname)) return 'partner';
  return /^\/ops(\/|$)/.test(pathname) ? 'operator' : undefined;
}

/** The scope that an address shows. */
export function scopeOf(pathname: string): Scope {
  const customer = /^\/partner\/c\/([^/]+)/.exec(pathname)?.[1];
  if (customer !== undefined) return customerScope(decodeURIComponent(customer));
  return sideOf(pathname) === 'partner' ? everyCustomer : ownScope;
}
