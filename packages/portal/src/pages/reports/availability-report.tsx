import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { GaugeRegular } from '@fluentui/react-icons/svg/gauge';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { Availability, AvailabilityReport as Report } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Surface } from '../../ui/surface.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { Headline } from './headline.tsx';
import { ReportLoading, ReportTrouble } from './report-waiting.tsx';
import { NoRooms, ReportRows } from './report-rows.tsx';
import { type Mark, type Piece, ShareBar, Swatch } from './share-bar.tsx';
import { useReport } from './use-report.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  dimmed: { opacity: 0.55 },
  named: { display: 'inline-flex', alignItems: 'center', gap: '8px', overflowWrap: 'break-word' },
  time: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  cell: { display: 'block', width: '100%', minWidth: '80px' },
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type State = 'healthy' | 'warning' | 'important' | 'unknown' | 'unmeasured';
const marks = { healthy: 'good', warning: 'warning', important: 'important', unknown: 'unknown', unmeasured: 'nothing' } as const satisfies Record<
  State,
  Mark
>;

/** Where the time of the rooms went; what nobody measured is a part of it like any other (D57). @param seconds length of the period */
export function timeSpent(figures: Availability, seconds: number): { state: State; seconds: number }[] {
  const { rooms, healthySeconds, warningSeconds, importantSeconds, unknownSeconds } = figures;
  const known = healthySeconds + warningSeconds + importantSeconds + unknownSeconds;
  return [
    { state: 'healthy', seconds: healthySeconds },
    { state: 'warning', seconds: warningSeconds },
    { state: 'important', seconds: importantSeconds },
    { state: 'unknown', seconds: unknownSeconds },
    { state: 'unmeasured', seconds: Math.max(0, rooms * seconds - known) },
  ];
}
const piecesOf = (spent: readonly { state: State; seconds: number }[]): Piece[] =>
  spent.map(({ state, seconds }) => ({ mark: marks[state], value: seconds }));

/** How much of the measured time rooms could be used. Nothing measured is no figure, never 100 % (D57). */
export function AvailabilityReport() {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const format = useFormat();
  const read = useReport<Report>('availability');
  const measuredWords = useMeasuredWords();
  if (read.isError) return <ReportTrouble facts={factsOf(read.error)} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <ReportLoading />;
  const { from, until, total, rooms } = read.data;
  if (total.rooms === 0 || rooms.length === 0) return <NoRooms />;
  if (total.measuredSince === null)
    return <EmptyState icon={<GaugeRegular />} title={t('availability.empty.title')} text={t('availability.empty.text')} />;

  const length = (Date.parse(until) - Date.parse(from)) / 1000;
  const spent = timeSpent(total, length);
  const whole = total.rooms * length;
  const short = measuredWords(total, from);
  // Of what nobody measured no time is known, not even none.
  const timeOf = ({ measuredSince }: Availability, seconds: number): string => (measuredSince === null ? t('noTime') : format.span(seconds));
  const columns: Column<Availability>[] = [
    {
      id: 'availability',
      title: t('column.availability'),
      width: { min: 110, grow: 0 },
      align: 'end',
      cell: ({ availability }) => (availability === null ? t('noTime') : format.share(availability)),
    },
    {
      id: 'measured',
      title: t('column.measured'),
      width: { min: 190, grow: 1 },
      cell: (figures) => measuredWords(figures, from, 'availability.short'),
    },
    {
      id: 'spent',
      title: t('column.spent'),
      width: { min: 120, grow: 1 },
      rank: 1,
      cell: (figures) => (
        <span className={styles.cell}>
          <ShareBar pieces={piecesOf(timeSpent(figures, length))} whole={figures.rooms * length} />
        </span>
      ),
    },
    {
      id: 'important',
      title: t('column.important'),
      width: { min: 130, grow: 0 },
      rank: 2,
      align: 'end',
      cell: (figures) => timeOf(figures, figures.importantSeconds),
    },
    {
      id: 'warning',
      title: t('column.warning'),
      width: { min: 130, grow: 0 },
      rank: 3,
      align: 'end',
      cell: (figures) => timeOf(figures, figures.warningSeconds),
    },
    {
      id: 'unknown',
      title: t('column.unknown'),
      width: { min: 120, grow: 0 },
      rank: 4,
      align: 'end',
      cell: (figures) => timeOf(figures, figures.unknownSeconds),
    },
  ];
  return (
    <div className={mergeClasses(styles.stack, read.isPlaceholderData && styles.dimmed)}>
      <Headline
        title={t('availability.headline')}
        definition={t('availability.definition')}
        from={from}
        until={until}
        figure={total.availability === null ? t('noTime') : format.share(total.availability)}
        {...(total.availability === null ? { missing: t('availability.noFigure') } : {})}
      >
        <span className={styles.quiet}>
          {t('availability.rooms', { count: total.rooms })} · {short}
        </span>
      </Headline>
      <Surface title={t('availability.barTitle')}>
        <ShareBar pieces={piecesOf(spent)} whole={whole} height={28} />
        <PlainTable
          label={t('availability.barTitle')}
          rows={spent}
          rowKey={({ state }) => state}
          columns={[
            {
              id: 'state',
              title: t('availability.column.state'),
              cell: ({ state }) => (
                <span className={styles.named}>
                  <Swatch mark={marks[state]} />
                  {t(`availability.state.${state}`)}
                </span>
              ),
            },
            {
              id: 'share',
              title: t('availability.column.share'),
              align: 'end',
              cell: ({ seconds }) => (
                <>
                  {format.share(whole > 0 ? seconds / whole : 0)}
                  <span className={styles.time}>{format.span(seconds)}</span>
                </>
              ),
            },
          ]}
        />
        <p className={styles.note}>{t('availability.added')}</p>
      </Surface>
      <ReportRows name="availability" read={{ ...read, data: read.data }} columns={columns} />
    </div>
  );
}

/** Since when the figures hold, in words: never a number for what was not measured. */
function useMeasuredWords() {
  const { t } = useTranslation('reports');
  const format = useFormat();
  return ({ availability, measuredSince }: Availability, from: string, form: 'availability' | 'availability.short' = 'availability'): string => {
    if (measuredSince === null) return t(`${form}.notYet`);
    if (availability === null) return t(`${form}.notInPeriod`);
    const date = format.date(measuredSince);
    return t(Date.parse(measuredSince) > Date.parse(from) ? `${form}.notBefore` : `${form}.measuredSince`, { date });
  };
}
