import type { ComponentType } from 'react';
import type { Namespace } from '../i18n/languages.ts';

/** One page: its address pattern (`$name` is a parameter), the catalogues it needs, and its code, loaded on demand. */
export type PageRoute = {
  path: string;
  catalogues: readonly Namespace[];
  load: () => Promise<ComponentType>;
};

/** The same page on both sides: `/org/…` and `/partner/c/$customer/…` (portal.md 1.2). */
export const onBothSides = (path: string, page: Omit<PageRoute, 'path'>): PageRoute[] => [
  { ...page, path: `/org${path}` },
  { ...page, path: `/partner/c/$customer${path}` },
];
