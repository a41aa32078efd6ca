import { useEffect } from 'react';
import { meQuery } from '../api/me.ts';
import { queryClient } from '../api/query-client.ts';
import type { Me } from '../api/shapes.ts';
import { watchAccess } from './access-stream.ts';

/** What `/me` reads like once only these customers are in reach; the same object where nothing changes. */
export function withReach(me: Me, customers: readonly string[]): Me {
  const kept = me.customers.filter(({ id }) => customers.includes(id));
  return kept.length === me.customers.length ? me : { ...me, customers: kept };
}

/**
 * Keeps the reach of an open page true: a customer that the server no longer names leaves `/me` at once, and with it menus,
 * pages and memory (see `useEndedAccess`); everything else is asked anew. While no stream comes through, `/me` is read
 * again on focus and now and then.
 */
export function useLiveAccess(): void {
  useEffect(
    () =>
      watchAccess((news) => {
        const me = queryClient.getQueryData<Me>(meQuery.queryKey);
        if (me === undefined) return;
        if (news.kind === 'access') {
          const known = me.customers.map(({ id }) => id);
          const abroad = news.customers.filter((id) => id !== me.organization.id);
          if (known.length === abroad.length && known.every((id) => abroad.includes(id))) {
            // The same customers, but other rooms of them: what lies open is asked for again (D23).
            if (!news.first) void queryClient.invalidateQueries({ queryKey: ['c'] });
            return;
          }
          queryClient.setQueryData<Me>(meQuery.queryKey, withReach(me, news.customers));
        }
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
      }),
    [],
  );
}
