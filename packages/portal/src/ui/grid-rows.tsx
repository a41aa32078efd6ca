import { makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../app/link.tsx';
import { type Column, linkColumn, type TableProps } from './table-columns.ts';
import { fitColumns, gridTemplate } from './fit-columns.ts';
import { SkeletonBar } from './skeleton-rows.tsx';
import { useGridFocus } from './use-grid-focus.ts';

const rowHeight = 44;
/** How many rows before the end of what is loaded the next page is asked for. */
const ahead = 40;
/** Rows that stand for what is still to come. */
const placeholders = 3;

const useStyles = makeStyles({
  table: { minWidth: 0 },
  head: {
    position: 'sticky',
    top: 'var(--kh-top, 48px)',
    zIndex: 5,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'var(--kh-columns)',
    height: `${rowHeight}px`,
    minHeight: 0,
    boxSizing: 'border-box',
    paddingInline: '8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  headRow: { height: '40px', borderBottomStyle: 'none', ':hover': { backgroundColor: 'transparent' } },
  placed: { position: 'absolute', insetInline: 0, top: 0 },
  canvas: { position: 'relative', display: 'block' },
  cell: {
    minWidth: 0,
    height: '100%',
    minHeight: 0,
    paddingInline: '8px',
    overflow: 'hidden',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px', borderRadius: tokens.borderRadiusMedium },
  },
  clip: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  end: { justifyContent: 'flex-end', textAlign: 'end' },
  headText: { fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground3 },
});

/** The rows of a `DataTable` as an ARIA grid; only what is near the window is in the document. */
export function GridRows<T>(props: TableProps<T>) {
  const { label, list, columns: all, rowKey, rowLink, rowActions, sort } = props;
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const grid = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ width: 0, top: 0 });
  const withActions: readonly Column<T>[] = rowActions
    ? [...all, { id: 'actions', title: t('list.actions'), cell: rowActions, width: { min: 96, grow: 0 }, align: 'end' }]
    : all;
  const columns = fitColumns(withActions, box.width === 0 ? Number.POSITIVE_INFINITY : box.width - 16);
  const total = list.rows.length + (list.hasMore ? placeholders : 0);
  const link = linkColumn(props);

  const focusedRow = useRef(0);
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: box.top,
    getItemKey: (n) => (list.rows[n] ? rowKey(list.rows[n]) : `placeholder-${n}`),
    // The focused row stays in the document, wherever one scrolls.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      const kept = focusedRow.current;
      return kept < 0 || kept >= total || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
    },
  });
  const size = { rows: list.rows.length, columns: columns.length, page: Math.max(1, Math.floor(window.innerHeight / rowHeight) - 4) };
  const { position, onKeyDown, onFocus } = useGridFocus(grid, size, (row) => virtual.scrollToIndex(row));
  focusedRow.current = position.row;

  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const measure = (): void => {
      const { width, top } = element.getBoundingClientRect();
      setBox((former) => {
        const next = { width: Math.floor(width), top: Math.round(top + window.scrollY) + 40 };
        return former.width === next.width && former.top === next.top ? former : next;
      });
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { hasMore, loadMore } = list;
  const needsMore = hasMore && lastShown >= list.rows.length - ahead;
  useEffect(() => {
    if (needsMore) loadMore();
  }, [needsMore, loadMore]);

  const template: CSSProperties & Record<'--kh-columns', string> = { '--kh-columns': gridTemplate(columns) };
  const tabIndex = (row: number, column: number): 0 | -1 => (position.row === row && position.column === column ? 0 : -1);
  const headerColumn = Math.min(position.column, columns.length - 1);

  return (
    <div ref={grid}>
      <Table
        noNativeElements
        role="grid"
        aria-label={label}
        aria-rowcount={list.count === undefined ? (hasMore ? -1 : list.rows.length + 1) : list.count + 1}
        aria-colcount={columns.length}
        aria-busy={list.loadingMore || list.outdated}
        className={styles.table}
        style={template}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <TableHeader className={styles.head}>
          <TableRow aria-rowindex={1} className={mergeClasses(styles.row, styles.headRow)}>
            {columns.map((column, n) => {
              const order = orderOf(column.sort, sort?.by);
              const press = column.sort !== undefined && sort ? () => sort.set(nextSort(column.sort ?? '', order)) : undefined;
              const sorting = press ? { sortable: true, onClick: press, ...(order ? { sortDirection: order } : {}) } : {};
              const here = position.row === -1 && headerColumn === n ? 0 : -1;
              return (
                <TableHeaderCell
                  key={column.id}
                  {...sorting}
                  aria-sort={press ? (order ?? 'none') : undefined}
                  className={mergeClasses(styles.cell, styles.headText, column.align === 'end' && styles.end)}
                  data-row={-1}
                  data-column={n}
                  {...(press ? {} : { tabIndex: here })}
                  button={{
                    ...(press ? { ...focusMark, tabIndex: 0 } : {}),
                    className: mergeClasses(styles.headText, column.align === 'end' && styles.end),
                  }}
                >
                  {column.title}
                </TableHeaderCell>
              );
            })}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.canvas} style={{ height: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const row = list.rows[item.index];
            const place: CSSProperties = { transform: `translateY(${item.start - box.top}px)` };
            return (
              <TableRow key={item.key} aria-rowindex={item.index + 2} className={mergeClasses(styles.row, styles.placed)} style={place}>
                {columns.map((column, n) => {
                  const linked = row !== undefined && rowLink !== undefined && n === link;
                  return (
                    <TableCell
                      key={column.id}
                      role="gridcell"
                      aria-colindex={n + 1}
                      data-row={item.index}
                      data-column={n}
                      {...(linked || !row ? {} : { tabIndex: tabIndex(item.index, n) })}
                      className={mergeClasses(styles.cell, column.align === 'end' && styles.end)}
                    >
                      {row === undefined ? (
                        <SkeletonBar />
                      ) : linked ? (
                        <AppLink {...rowLink(row)} look="quiet" className={styles.clip} tabIndex={tabIndex(item.index, n)} data-cell-focus="">
                          {column.cell(row)}
                        </AppLink>
                      ) : (
                        <CellContent className={column.id === 'actions' ? undefined : styles.clip}>{column.cell(row)}</CellContent>
                      )}
                    </TableCell>
                  );
                })}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

/** Text that was cut can be read on hover. */
function CellContent({ className, children }: { className: string | undefined; children: ReactNode }) {
  return (
    <span className={className} title={typeof children === 'string' ? children : undefined}>
      {children}
    </span>
  );
}

/** A sortable header is a button of its own and stays in the tab order: sorting must not need the grid's keys. */
const focusMark = { 'data-cell-focus': '' };

type Order = 'ascending' | 'descending' | undefined;
const orderOf = (key: string | undefined, by: string | undefined): Order =>
  key === undefined || by === undefined ? undefined : by === key ? 'ascending' : by === `-${key}` ? 'descending' : undefined;
/** Ascending, descending, then the list's own order again. */
const nextSort = (key: string, order: Order): string | undefined => (order === undefined ? key : order === 'ascending' ? `-${key}` : undefined);
