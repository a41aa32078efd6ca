import type { ComponentType } from 'react';
import type { Namespace } from '../i18n/languages.ts';

/** One page: its address pattern (`$name` is a parameter), the catalogues it needs, and its code, loaded on demand. */
export type PageRoute = {
  path: string;
  catalogues: readonly Namespace[];
  load: () => Promise<ComponentType>;
  /** The name by which `/me` offers it, where that is not its address up to the object. */
  offered?: string;
};

/** The name by which `/me` offers a page: an object is offered with the list it stands in, a person's access by its own name. */
export const offeredAs = ({ path, offered }: Pick<PageRoute, 'path' | 'offered'>): string =>
  offered ??
  path
    .replace('$customer', ':customer')
    .replace('$person', ':person')
    .replace(/\/\$.*$/, '');

/** The same page on both sides: `/org/…` and `/partner/c/$customer/…` (portal.md 1.2). */
export const onBothSides = (path: string, page: Omit<PageRoute, 'path'>): PageRoute[] => [
  { ...page, path: `/org${path}` },
  { ...page, path: `/partner/c/$customer${path}` },
];
