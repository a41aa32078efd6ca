import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { IncidentFigures, IncidentsReport as Report } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useTerm } from '../../ui/term.ts';
import { Headline } from './headline.tsx';
import { ReportLoading, ReportTrouble } from './report-waiting.tsx';
import { NoRooms, ReportRows } from './report-rows.tsx';
import { type Piece, ShareBar, Swatch } from './share-bar.tsx';
import { useReport } from './use-report.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  dimmed: { opacity: 0.55 },
  named: { display: 'inline-flex', alignItems: 'center', gap: '8px', overflowWrap: 'break-word' },
  cell: { display: 'block', width: '100%', minWidth: '80px' },
  text: { margin: 0 },
});

const bySeverity = ({ openedImportant, openedWarning }: IncidentFigures) =>
  [
    { mark: 'important', value: openedImportant },
    { mark: 'warning', value: openedWarning },
  ] as const satisfies readonly Piece[];

/** What was opened, resolved and left open, and how long it took; nothing resolved is no time, never zero (D57). */
export function IncidentsReport() {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const term = useTerm();
  const format = useFormat();
  const read = useReport<Report>('incidents');
  if (read.isError) return <ReportTrouble facts={factsOf(read.error)} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <ReportLoading />;
  const { from, until, total, rooms, customers } = read.data;
  if (rooms.length === 0) return <NoRooms />;

  const time = (seconds: number | null): string => (seconds === null ? t('noTime') : format.span(seconds));
  // Bars of one table have one scale.
  const most = { rooms: Math.max(...rooms.map(({ opened }) => opened)), customers: Math.max(...customers.map(({ opened }) => opened)) };
  const scaleOf = (row: IncidentFigures): number => ('room' in row ? most.rooms : most.customers);
  const count = (id: 'opened' | 'openedImportant' | 'openedWarning' | 'resolved' | 'open', min: number, rank: number): Column<IncidentFigures> => ({
    id,
    title: t(`column.${id}`),
    width: { min, grow: 0 },
    rank,
    align: 'end',
    cell: (row) => format.number(row[id]),
  });
  const columns: Column<IncidentFigures>[] = [
    count('opened', 90, 0),
    {
      id: 'bySeverity',
      title: t('column.bySeverity'),
      width: { min: 130, grow: 1 },
      rank: 3,
      cell: (row) => (
        <span className={styles.cell}>
          <ShareBar pieces={bySeverity(row)} whole={scaleOf(row)} />
        </span>
      ),
    },
    count('openedImportant', 95, 4),
    count('openedWarning', 135, 5),
    count('resolved', 90, 1),
    count('open', 110, 0),
    { id: 'median', title: t('column.median'), width: { min: 205, grow: 0 }, rank: 2, align: 'end', cell: (row) => time(row.medianSecondsToResolve) },
  ];
  return (
    <div className={mergeClasses(styles.stack, read.isPlaceholderData && styles.dimmed)}>
      <Headline
        title={t('incidents.headline')}
        definition={t('incidents.definition')}
        from={from}
        until={until}
        figure={time(total.medianSecondsToResolve)}
        {...(total.medianSecondsToResolve === null ? { missing: t('incidents.noneResolved') } : {})}
      >
        <Facts
          items={[
            { name: t('incidents.opened'), value: format.number(total.opened) },
            { name: t('incidents.resolved'), value: format.number(total.resolved) },
            { name: t('incidents.open'), value: format.number(total.open) },
            { name: t('incidents.mean'), value: time(total.meanSecondsToResolve) },
          ]}
        />
      </Headline>
      <Surface title={t('incidents.barTitle')}>
        {total.opened === 0 ? (
          <p className={styles.text}>{t('incidents.none')}</p>
        ) : (
          <>
            <ShareBar pieces={bySeverity(total)} whole={total.opened} height={28} />
            <PlainTable
              label={t('incidents.barTitle')}
              rows={bySeverity(total)}
              rowKey={({ mark }) => mark}
              columns={[
                {
                  id: 'severity',
                  title: t('incidents.column.severity'),
                  cell: ({ mark }) => (
                    <span className={styles.named}>
                      <Swatch mark={mark} />
                      {term('severity', mark)}
                    </span>
                  ),
                },
                { id: 'count', title: t('incidents.column.count'), align: 'end', cell: ({ value }) => format.number(value) },
                { id: 'share', title: t('incidents.column.share'), align: 'end', cell: ({ value }) => format.share(value / total.opened) },
              ]}
            />
          </>
        )}
      </Surface>
      <ReportRows name="incidents" read={{ ...read, data: read.data }} columns={columns} />
    </div>
  );
}
