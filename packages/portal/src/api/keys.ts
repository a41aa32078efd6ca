import { allCustomers, type Scope } from '../paths.ts';

/**
 * The key of a query. Customer data always starts `['c', customer | 'all', …]` (portal.md 1.3), so that a switch can
 * abort and drop exactly one customer; what belongs to nobody but the person starts `['me', …]`.
 */
export type ScopedKey = readonly ['c', string, ...unknown[]];

/** @param organization one's own organization, which stands in the key where the page is about oneself */
export function scopedKey(scope: Scope, organization: string, ...rest: unknown[]): ScopedKey {
  return ['c', scope.side === 'org' ? organization : scope.customer, ...rest];
}

/** The `?customer=` of an all-customers collection; absent where everything in reach is meant. */
export const customerFilter = (key: ScopedKey): string | undefined => (key[1] === allCustomers ? undefined : key[1]);
