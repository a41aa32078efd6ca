import { makeStyles, tokens } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AppLink } from '../app/link.tsx';
import { linkColumn, type TableProps } from './table-columns.ts';
import { SkeletonBar } from './skeleton-rows.tsx';

const useStyles = makeStyles({
  canvas: { position: 'relative', margin: 0, padding: 0, listStyleType: 'none' },
  placed: { position: 'absolute', insetInline: 0, top: 0, paddingBlockEnd: '10px' },
  card: {
    display: 'grid',
    gap: '8px',
    padding: '14px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  title: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, overflowWrap: 'anywhere' },
  facts: { display: 'grid', gridTemplateColumns: 'minmax(80px, max-content) 1fr', gap: '4px 12px', margin: 0 },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase300 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** The rows of a `DataTable` where a table does not fit: one card each, all columns, the same actions. */
export function CardRows<T>(props: TableProps<T>) {
  const { label, list, columns, rowKey, rowLink, rowActions } = props;
  const styles = useStyles();
  const canvas = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const title = linkColumn(props);
  const total = list.rows.length + (list.hasMore ? 1 : 0);

  useLayoutEffect(() => {
    const measure = (): void => {
      if (canvas.current) setTop(Math.round(canvas.current.getBoundingClientRect().top + window.scrollY));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);

  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => 150,
    overscan: 4,
    scrollMargin: top,
    getItemKey: (n) => (list.rows[n] ? rowKey(list.rows[n]) : 'placeholder'),
  });
  const items = virtual.getVirtualItems();
  const { hasMore, loadMore } = list;
  const needsMore = hasMore && (items.at(-1)?.index ?? 0) >= list.rows.length - 10;
  useEffect(() => {
    if (needsMore) loadMore();
  }, [needsMore, loadMore]);

  return (
    <ul
      ref={canvas}
      aria-label={label}
      aria-busy={list.loadingMore || list.outdated}
      className={styles.canvas}
      style={{ height: `${virtual.getTotalSize()}px` }}
    >
      {items.map((item) => {
        const row = list.rows[item.index];
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={styles.placed}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            <div className={styles.card}>
              {row === undefined ? (
                <SkeletonBar />
              ) : (
                <>
                  <div className={styles.title}>
                    {rowLink ? (
                      <AppLink {...rowLink(row)} look="quiet">
                        {columns[title]?.cell(row)}
                      </AppLink>
                    ) : (
                      columns[title]?.cell(row)
                    )}
                  </div>
                  <dl className={styles.facts}>
                    {columns.map((column, n) =>
                      n === title ? null : (
                        <Fact key={column.id} name={column.title} styles={styles}>
                          {column.cell(row)}
                        </Fact>
                      ),
                    )}
                  </dl>
                  {rowActions && <div className={styles.actions}>{rowActions(row)}</div>}
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Fact({ name, styles, children }: { name: string; styles: ReturnType<typeof useStyles>; children: React.ReactNode }) {
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
