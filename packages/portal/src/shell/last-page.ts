import type { Side } from '../api/shapes.ts';
import { everyCustomer, ownScope, paths } from '../paths.ts';
import { sideOf } from './navigation.ts';

/**
 * Each side remembers its last page while the tab lives; in memory only, because an address names a customer
 * (portal.md 1.1, 1.3).
 */
const last: Record<Side, string> = {
  organization: paths.dashboard(ownScope),
  partner: paths.dashboard(everyCustomer),
  operator: paths.operator(),
};

/** @param pathname where the person is; a detail page is remembered as its list, objects may end */
export function rememberPage(pathname: string): void {
  const side = sideOf(pathname);
  if (!side || side === 'operator') return;
  const list = /^(\/org|\/partner\/c\/[^/]+)\/[^/]+|^\/partner\/tenants/.exec(pathname)?.[0];
  if (list !== undefined && list !== '/org/settings') last[side] = list;
}

export const lastPage = (side: Side): string => last[side];
