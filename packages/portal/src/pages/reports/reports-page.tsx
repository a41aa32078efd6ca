import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Query } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink } from '../../app/link.tsx';
import { saveFile } from '../../app/save-file.ts';
import { useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { AvailabilityReport } from './availability-report.tsx';
import { IncidentsReport } from './incidents-report.tsx';
import { ReportFilters } from './report-filters.tsx';
import { type ReportName, reportNames, useReportQuery } from './use-report.ts';

const useStyles = makeStyles({
  names: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 20px',
    margin: '0 0 16px',
    padding: 0,
    listStyleType: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media print': { display: 'none' },
  },
  name: {
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '40px',
    color: tokens.colorNeutralForeground2,
    borderBottom: '3px solid transparent',
  },
  shown: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorCompoundBrandStroke },
});

const bodies = { availability: AvailabilityReport, incidents: IncidentsReport } as const satisfies Record<ReportName, () => unknown>;

/** How the rooms in reach did over a period (D57): the report that the address names, the first one where it names none. */
export function ReportsPage() {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const { scope } = usePageScope();
  const [search] = useSearchState();
  const { report: asked }: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const shown = asked === undefined ? reportNames[0] : reportNames.find((name) => name === asked);
  if (shown === undefined) return <Trouble facts={{ code: 'not_found', status: 404, errors: [], more: {} }} />;
  const Body = bodies[shown];
  return (
    <>
      <PageHeader
        title={t(`name.${shown}`)}
        crumbs={[{ text: t('title'), to: paths.reports(scope) }]}
        text={t(scope.side === 'org' ? 'text.own' : 'text.partner')}
        actions={<Download name={shown} />}
      />
      <nav aria-label={t('names')}>
        <ul className={styles.names}>
          {reportNames.map((name) => (
            <li key={name}>
              <AppLink
                to={paths.report(scope, name)}
                search={search.f === undefined ? {} : { f: search.f }}
                className={mergeClasses(styles.name, name === shown && styles.shown)}
                {...(name === shown ? { 'aria-current': 'page' } : {})}
              >
                {t(`name.${name}`)}
              </AppLink>
            </li>
          ))}
        </ul>
      </nav>
      <ReportFilters />
      <Body />
    </>
  );
}

/** A line for every room, with the period, customer and group of the page. */
function Download({ name }: { name: ReportName }) {
  const { t } = useTranslation('reports');
  const query = useReportQuery();
  const download = useWrite<Query, Blob>(
    async (wanted) => ({ kind: 'done', value: await api.file(`/reports/${name}.csv`, { query: wanted }), location: null }),
    [],
    (answer) => answer.kind === 'done' && saveFile(`${name}.csv`, answer.value),
  );
  return (
    <>
      <Button icon={<ArrowDownloadRegular />} disabledFocusable={download.pending} aria-busy={download.pending} onClick={() => download.run(query)}>
        {download.pending ? t('downloading') : t('download')}
      </Button>
      <ProblemBar problem={download.problem} />
    </>
  );
}
