import { useRouterState } from '@tanstack/react-router';

/**
 * The address of the page that is on screen. While the next page is still being fetched the location is already the
 * new one; a page that took its customer from there would show one customer under the name of another.
 */
export const useShownPath = (): string => useRouterState({ select: ({ matches, location }) => matches.at(-1)?.pathname ?? location.pathname });
