import type { Me } from '../api/shapes.ts';
import { everyCustomer, ownScope, paths, patternOf } from '../paths.ts';
import { hasPages, type PagedSide, sideOf } from './navigation.ts';

/**
 * Each side remembers its last page while the tab lives; in memory only, because an address names a customer
 * (portal.md 1.1, 1.3).
 */
const last = new Map<PagedSide, string>();

/** @param pathname where the person is; a detail page is remembered as its list, objects may end */
export function rememberPage(pathname: string): void {
  const side = sideOf(pathname);
  if (side === undefined || !hasPages(side)) return;
  const list = /^(\/org|\/partner\/c\/[^/]+)\/[^/]+|^\/partner\/tenants/.exec(pathname)?.[0];
  if (list !== undefined && list !== '/org/settings') last.set(side, list);
}

/** @param pages as `/me` offers them; without a role at any customer (a Tenant Manager) the other side begins with the tenants */
export const firstPage = (side: PagedSide, pages: readonly string[]): string => {
  if (side === 'organization') return paths.dashboard(ownScope);
  const works = pages.includes(patternOf(paths.dashboard(everyCustomer)));
  return !works && pages.includes(paths.tenants()) ? paths.tenants() : paths.dashboard(everyCustomer);
};

export const lastPage = (side: PagedSide, pages: readonly string[]): string => last.get(side) ?? firstPage(side, pages);

/** What everybody is offered at home, and what is no work of theirs: the dashboard and the directory. */
const isWork = (page: string): boolean => page.startsWith('/org/') && page !== paths.dashboard(ownScope) && !page.startsWith('/org/directory/');

/** Where somebody lands who has not said where to go: at home, unless all their work is at customers. */
export const startPage = ({ sides, pages }: Pick<Me, 'sides' | 'pages'>): string =>
  firstPage(sides.includes('partner') && !pages.some(isWork) ? 'partner' : 'organization', pages);
