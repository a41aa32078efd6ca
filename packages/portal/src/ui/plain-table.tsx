import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useCardLayout } from '../shell/use-layout.ts';
import { Facts } from './surface.tsx';

const useStyles = makeStyles({
  frame: { overflowX: 'auto', outlineStyle: 'none', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { width: '100%', borderCollapse: 'collapse' },
  head: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    paddingBlock: '6px',
    paddingInlineEnd: '20px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    verticalAlign: 'top',
    paddingBlock: '8px',
    paddingInlineEnd: '20px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'break-word',
  },
  first: { overflowWrap: 'anywhere' },
  end: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    ':last-child': { paddingInlineEnd: 0 },
  },
  cards: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '10px' },
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '6px',
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

export type PlainColumn<T> = { id: string; title: string; cell: (row: T) => ReactNode; align?: 'end' };

type Props<T> = {
  label: string;
  /** The first one names the row; one called `actions` needs no heading on a card. */
  columns: readonly PlainColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
};

/** A short list that is all there: a plain table, or one card each where a table does not fit. Long lists are `DataTable`s. */
export function PlainTable<T>(props: Props<T>) {
  return useCardLayout() ? <Cards {...props} /> : <Rows {...props} />;
}

function Cards<T>({ label, columns, rows, rowKey }: Props<T>) {
  const styles = useStyles();
  const [first, ...rest] = columns;
  const facts = rest.filter(({ id }) => id !== 'actions');
  const actions = rest.find(({ id }) => id === 'actions');
  return (
    <ul aria-label={label} className={styles.cards}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles.card}>
          <div>{first?.cell(row)}</div>
          <Facts items={facts.map(({ title, cell }) => ({ name: title, value: cell(row) }))} />
          {actions && <div>{actions.cell(row)}</div>}
        </li>
      ))}
    </ul>
  );
}

function Rows<T>({ label, columns, rows, rowKey }: Props<T>) {
  const styles = useStyles();
  return (
    // Scrolls sideways where a column cannot be narrower, and then by keyboard too.
    <div className={styles.frame} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{label}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, align }) => (
              <th key={id} scope="col" className={mergeClasses(styles.head, align === 'end' && styles.end)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ id, cell, align }, n) =>
                n === 0 ? (
                  <th key={id} scope="row" className={mergeClasses(styles.cell, styles.first)}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} className={mergeClasses(styles.cell, align === 'end' && styles.end)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
