import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMe } from '../api/me.ts';
import { scopedKey, type ScopedKey } from '../api/keys.ts';
import { type Scope, showsAllCustomers } from '../paths.ts';
import { scopeOf } from '../shell/navigation.ts';
import { useShownPath } from './shown-path.ts';

/** A parameter of the address, e.g. `room`. A page that asks for one that its route does not have is a bug. */
export function usePathParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const value = params[name];
  if (value === undefined) throw new Error(`this address has no parameter \`${name}\``);
  return value;
}

export type PageScope = {
  scope: Scope;
  /** The organization whose data a page about one customer shows; `undefined` in all-customers mode. */
  customer: string | undefined;
  /** True where rows of several customers stand together. */
  all: boolean;
  /** The key of a query of this page. */
  key: (...rest: unknown[]) => ScopedKey;
  /** Name of a customer in reach; its id where it is unknown. */
  nameOf: (customer: string) => string;
};

/** Whose data this page shows; comes from the address alone (portal.md 1.3). */
export function usePageScope(): PageScope {
  const pathname = useShownPath();
  const me = useMe();
  return useMemo(() => {
    const scope = scopeOf(pathname);
    const all = showsAllCustomers(scope);
    const names = new Map([[me.organization.id, me.organization.name], ...me.customers.map(({ id, name }) => [id, name] as const)]);
    return {
      scope,
      all,
      customer: scope.side === 'org' ? me.organization.id : all ? undefined : scope.customer,
      key: (...rest) => scopedKey(scope, me.organization.id, ...rest),
      nameOf: (customer) => names.get(customer) ?? customer,
    };
  }, [pathname, me]);
}
