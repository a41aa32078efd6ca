import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Query } from '../../api/client.ts';
import { onlyOfScope, type OfCustomer } from '../../api/customer-guard.ts';
import type { CursorList } from '../../api/cursor-list.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { chosenPeriod, periodQuery } from './period.ts';

export const reportNames = ['availability', 'incidents'] as const;
export type ReportName = (typeof reportNames)[number];

/** As many rooms as the API names in one answer; its CSV names all. */
const mostRooms = 200;

/** What the address asks for, as the API takes it: period, customer, group. */
export function useReportQuery(): Query {
  const { customer } = usePageScope();
  const [search] = useSearchState();
  const filters = filtersOf(search);
  const [opened] = useState(() => new Date());
  // A group belongs to one customer.
  const group = customer === undefined ? undefined : filters['group'];
  return { customer, group, ...periodQuery(chosenPeriod(filters), opened) };
}

type Report<Row> = { customers: readonly (Row & OfCustomer)[]; rooms: readonly (Row & OfCustomer)[] };

/** A report of the API; rows of any other customer than that of the address never come out (portal.md 1.3). */
export function useReport<R extends Report<object>>(name: ReportName) {
  const { key } = usePageScope();
  const query = useReportQuery();
  const scoped = key('reports', name, query);
  return useQuery({
    queryKey: scoped,
    queryFn: async ({ signal }) => {
      const report = await api.get<R>(`/reports/${name}`, { query: { ...query, limit: mostRooms }, signal });
      return { ...report, customers: onlyOfScope(scoped, report.customers), rooms: onlyOfScope(scoped, report.rooms) };
    },
    // While another period is read the former figures stay, dimmed; never those of another customer or report.
    placeholderData: (former, before) => (key('reports', name).every((part, n) => before?.queryKey[n] === part) ? former : undefined),
  });
}

/** Rows that are all there, as `DataTable` shows a list. */
export const wholeList = <T>(
  rows: readonly T[],
  read: { dataUpdatedAt: number; isPlaceholderData: boolean; refetch: () => unknown },
): CursorList<T> => ({
  rows,
  count: rows.length,
  leftOut: [],
  state: 'ready',
  problem: undefined,
  hasMore: false,
  loadingMore: false,
  outdated: read.isPlaceholderData,
  loadMore: () => undefined,
  retry: () => void read.refetch(),
  asOf: read.dataUpdatedAt,
});
