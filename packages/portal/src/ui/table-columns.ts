import type { ReactNode } from 'react';
import type { CursorList } from '../api/cursor-list.ts';
import type { Search } from '../app/search.ts';
import type { ColumnWidth } from './fit-columns.ts';

export type Column<T> = {
  id: string;
  title: string;
  cell: (row: T) => ReactNode;
  width: ColumnWidth;
  /** 0 (default) stays always; the highest number leaves first when room is short. */
  rank?: number;
  /** The key for `?sort=`, where the API can sort by it. */
  sort?: string;
  align?: 'end';
};

export type TableProps<T> = {
  /** Names the table for screen readers, e.g. the page's title. */
  label: string;
  list: CursorList<T>;
  /** The first one carries the row's link. */
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Where the row leads: a real link, with the customer of the row (portal.md 1.3). */
  rowLink?: (row: T) => { to: string; search?: Search };
  /** Names the customer of a row; give it in all-customers mode, and the table gets its Customer column. */
  customerName?: ((row: T) => string) | undefined;
  /** The `sort` of the address, and what to do when a header is pressed. */
  sort?: { by: string | undefined; set: (sort: string | undefined) => void };
  /** Buttons of a row; they also stand on its card. */
  rowActions?: (row: T) => ReactNode;
  /** What to say when nothing exists yet: not the same as a filter that matches nothing. */
  empty: ReactNode;
  /** Set while filters are in effect. */
  clearFilters?: (() => void) | undefined;
};

/** The column whose cell carries the row's link. */
export const linkColumn = <T>({ customerName }: TableProps<T>): number => (customerName ? 1 : 0);
