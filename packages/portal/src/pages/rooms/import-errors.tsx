import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CursorList } from '../../api/cursor-list.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import type { CellError } from './failing-lines.ts';
import { useImportReason } from './import-reasons.ts';

const useStyles = makeStyles({ wrap: { whiteSpace: 'normal', color: tokens.colorNeutralForeground1 } });

type Row = CellError & { key: string; line: number };

const rowsOf = ({ verdicts }: RoomImport): Row[] =>
  verdicts.flatMap(({ line, errors }) => errors.map((error, n) => ({ ...error, line, key: `${line} ${n}` })));

/** All of it is here already: nothing more to load. */
const wholeList = (rows: readonly Row[]): CursorList<Row> => ({
  rows,
  count: rows.length,
  leftOut: [],
  state: 'ready',
  problem: undefined,
  hasMore: false,
  loadingMore: false,
  outdated: false,
  loadMore: () => undefined,
  retry: () => undefined,
  asOf: Date.now(),
});

/** Every fault of a file, by line and column; the server names those of the first 1,000 failing lines. */
export function ImportErrors({ result }: { result: RoomImport }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const format = useFormat();
  const reasonOf = useImportReason();
  const columns: Column<Row>[] = [
    { id: 'line', title: t('import.line'), width: { min: 90, grow: 0 }, cell: ({ line }) => format.number(line) },
    { id: 'column', title: t('import.column'), width: { min: 110, grow: 0 }, cell: ({ column }) => (column === '' ? t('import.wholeLine') : column) },
    {
      id: 'reason',
      title: t('import.why'),
      width: { min: 200, grow: 1 },
      cell: (row) => (
        <span className={styles.wrap} title={reasonOf(row)}>
          {reasonOf(row)}
        </span>
      ),
    },
  ];
  return <DataTable label={t('import.errors')} list={wholeList(rowsOf(result))} columns={columns} rowKey={({ key }) => key} empty={null} />;
}
