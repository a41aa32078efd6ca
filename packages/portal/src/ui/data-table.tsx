import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CursorList } from '../api/cursor-list.ts';
import type { Search } from '../app/search.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../shell/announcer.tsx';
import { useCardLayout } from '../shell/use-layout.ts';
import { CardRows } from './card-rows.tsx';
import { EmptyState } from './empty-state.tsx';
import { GridRows } from './grid-rows.tsx';
import type { ColumnWidth } from './fit-columns.ts';
import { ListProblem } from './list-problem.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

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

const useStyles = makeStyles({
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    // `clip`, not `hidden`: the header must still stick to the window.
    overflowX: 'clip',
    overflowY: 'clip',
  },
  cards: { backgroundColor: 'transparent', ...shorthands.borderStyle('none'), overflowX: 'visible', overflowY: 'visible', borderRadius: 0 },
  outdated: { opacity: 0.55 },
  foot: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', paddingBlock: '10px', paddingInline: '4px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/**
 * The list of every page: keyed pages that load as one scrolls, sorting and filters in the address, rows as real
 * links, keyboard as in an ARIA grid, cards on narrow screens (portal.md section 4, Tables).
 */
export function DataTable<T>(props: TableProps<T>) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const format = useFormat();
  const cards = useCardLayout();
  const { list, clearFilters } = props;
  const columns = withCustomer(props, t('list.customer'));

  const counted = list.state === 'ready' && !list.outdated ? (list.count ?? (list.hasMore ? undefined : list.rows.length)) : undefined;
  const announced = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (counted === undefined || counted === announced.current) return;
    announced.current = counted;
    announce(t('list.count', { count: counted }));
  }, [counted, t]);

  if (list.state === 'failed') return <ListProblem problem={list.problem} onRetry={list.retry} />;
  if (list.state === 'ready' && list.rows.length === 0 && !list.hasMore)
    return clearFilters ? <EmptyState title={t('list.nothingMatches')} text={t('list.nothingMatchesText')} action={{ text: t('list.clearFilters'), run: clearFilters }} /> : <>{props.empty}</>;

  const Rows = cards ? CardRows : GridRows;
  return (
    <div>
      <div className={mergeClasses(styles.frame, cards && styles.cards, list.outdated && styles.outdated)}>
        {list.state === 'loading' ? <SkeletonRows columns={columns} shape={cards ? 'cards' : 'rows'} /> : <Rows {...props} columns={columns} />}
      </div>
      {list.state === 'ready' && (
        <div className={styles.foot}>
          {counted !== undefined && <span>{t('list.count', { count: counted })}</span>}
          <span>{t('list.asOf', { time: format.dateTime(new Date(list.asOf).toISOString()) })}</span>
          {list.leftOut.length > 0 && <span>{t('list.leftOut', { customers: format.list(list.leftOut.map(({ customer }) => customer)) })}</span>}
        </div>
      )}
    </div>
  );
}

/** In all-customers mode the first column is Customer, pinned (portal.md 1.3); the link stays with the row's name. */
function withCustomer<T>({ columns, customerName }: TableProps<T>, title: string): readonly Column<T>[] {
  if (!customerName) return columns;
  return [{ id: 'customer', title, cell: customerName, width: { min: 130, grow: 1 } }, ...columns];
}

/** The column whose cell carries the row's link. */
export const linkColumn = <T,>({ customerName }: TableProps<T>): number => (customerName ? 1 : 0);
