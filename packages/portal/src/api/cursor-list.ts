import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Query } from './client.ts';
import { onlyOfScope, type OfCustomer } from './customer-guard.ts';
import { customerFilter, type ScopedKey } from './keys.ts';
import { factsOf, type ProblemFacts } from './problem.ts';
import type { LeftOut, Page } from './shapes.ts';

/** A list as `DataTable` shows it: what is loaded so far and how to get more. */
export type CursorList<T> = {
  rows: readonly T[];
  /** All matches, where the server counts them; never guessed from what is loaded. */
  count: number | undefined;
  leftOut: readonly LeftOut[];
  state: 'loading' | 'ready' | 'failed';
  problem: ProblemFacts | undefined;
  hasMore: boolean;
  loadingMore: boolean;
  /** The rows still answer the former filter of the same list. */
  outdated: boolean;
  loadMore: () => void;
  retry: () => void;
  /** When the newest page came, in milliseconds since 1970. */
  asOf: number;
};

const pageSize = 100;

const sameStart = (key: readonly unknown[] | undefined, start: readonly unknown[]): boolean =>
  key !== undefined && start.every((part, n) => part === key[n]);

/**
 * One keyed list of the API, page after page. A page in flight is aborted when its key leaves the screen.
 * For customer data use `useScopedList`.
 *
 * @param query filters and `sort`; part of the key, so a changed filter is another list
 */
export function useCursorList<T>(key: readonly unknown[], path: string, query: Query = {}): CursorList<T> {
  const result = useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, readonly unknown[], string | undefined>({
    queryKey: [...key, path, query],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, {
        query: { ...query, limit: pageSize, cursor: pageParam, count: pageParam === undefined ? true : undefined },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // While a filter runs the former rows stay, dimmed; never those of another list or customer.
    placeholderData: (former, query) => (sameStart(query?.queryKey, [...key, path]) ? former : undefined),
  });
  const rows = useMemo(() => (result.data?.pages ?? []).flatMap((page) => page.items), [result.data]);
  const first = result.data?.pages[0];
  return {
    rows,
    count: first?.count,
    leftOut: first?.leftOut ?? [],
    state: result.data ? 'ready' : result.isError ? 'failed' : 'loading',
    problem: result.error ? factsOf(result.error) : undefined,
    hasMore: result.hasNextPage,
    loadingMore: result.isFetchingNextPage,
    outdated: result.isPlaceholderData,
    loadMore: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage({ cancelRefetch: false });
    },
    retry: () => void result.refetch(),
    asOf: result.dataUpdatedAt,
  };
}

/**
 * A list of customer data: the customer of the key goes into the request as `?customer=` (or stands in the path
 * already: `/customers/{c}/…`, `/partners/{p}/…`), and items of any other customer never come out (portal.md 1.3).
 * In all-customers mode a filter of the page may narrow it to one.
 */
export function useScopedList<T extends OfCustomer>(key: ScopedKey, path: string, query: Query = {}): CursorList<T> {
  const narrowed = /^\/(customers|partners)\//.test(path) ? query : { ...query, customer: customerFilter(key) ?? query['customer'] };
  const list = useCursorList<T>(key, path, narrowed);
  const customer = key[1];
  const rows = useMemo(() => onlyOfScope(['c', customer], list.rows), [customer, list.rows]);
  return { ...list, rows };
}
