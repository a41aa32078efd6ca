import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../shell/announcer.tsx';
import { useCardLayout } from '../shell/use-layout.ts';
import { CardRows } from './card-rows.tsx';
import { EmptyState } from './empty-state.tsx';
import { GridRows } from './grid-rows.tsx';
import type { Column, TableProps } from './table-columns.ts';
import { ListProblem } from './list-problem.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

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
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    paddingBlock: '10px',
    paddingInline: '4px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
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
    return clearFilters ? (
      <EmptyState title={t('list.nothingMatches')} text={t('list.nothingMatchesText')} action={{ text: t('list.clearFilters'), run: clearFilters }} />
    ) : (
      <>{props.empty}</>
    );

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
