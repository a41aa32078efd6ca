import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, holdCsrfToken } from './client.ts';
import type { Me } from './shapes.ts';

/** Who is signed in and what is in reach. Refetched on focus: an ended relationship leaves the menus by itself. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await api.get<Me>('/me', { signal });
    holdCsrfToken(me.csrfToken);
    return me;
  },
  staleTime: 20_000,
  // An access that ended leaves the menus and the memory even of a tab that only lies open.
  refetchInterval: 30_000,
});

/** Only below the signed-in shell, whose route has loaded it. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;
