import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

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
    ':last-child': { paddingInlineEnd: 0 },
    '@media (min-width: 640px)': { whiteSpace: 'nowrap' },
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

export type PlainColumn<T> = { id: string; title: string; cell: (row: T) => ReactNode; align?: 'end' };

/** A short list that is all there: a plain table, whose first column names its rows. Long lists are `DataTable`s. */
export function PlainTable<T>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string;
  columns: readonly PlainColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}) {
  const styles = useStyles();
  return (
    // Scrolls sideways on the narrowest screens only, and then by keyboard too.
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
