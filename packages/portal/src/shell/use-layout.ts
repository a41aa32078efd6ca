import { useSyncExternalStore } from 'react';

/** How much room there is: full nav, a rail of icons, or a drawer (portal.md 1.1). Zooming counts as narrowing. */
export type Layout = 'wide' | 'rail' | 'narrow';

const wide = matchMedia('(min-width: 1280px)');
const rail = matchMedia('(min-width: 768px)');
const cards = matchMedia('(max-width: 639.98px)');

const watch = (listener: () => void): (() => void) => {
  for (const query of [wide, rail, cards]) query.addEventListener('change', listener);
  return () => {
    for (const query of [wide, rail, cards]) query.removeEventListener('change', listener);
  };
};

export const useLayout = (): Layout => useSyncExternalStore(watch, () => (wide.matches ? 'wide' : rail.matches ? 'rail' : 'narrow'));

/** Below 640 px a table becomes cards, with the same actions. */
export const useCardLayout = (): boolean => useSyncExternalStore(watch, () => cards.matches);
