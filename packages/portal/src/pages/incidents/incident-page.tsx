import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import { useOffered } from '../../app/use-offered.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage, Trouble } from '../../shell/problem-page.tsx';
import { UnsentText } from '../../shell/unsent-text.tsx';
import { useIncidentTitle } from '../../ui/incident-title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { AuditList } from '../audit/audit-list.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { useIncident } from './use-incident.ts';

const useStyles = makeStyles({
  narrow: { maxWidth: '760px' },
  history: { marginBlockStart: '24px' },
  heading: { margin: '0 0 12px', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
});

/** One incident as a page of its own: whose data it is comes from the address alone. */
export function IncidentPage() {
  const { customer } = usePageScope();
  const id = usePathParam('incident');
  return customer === undefined ? <NotFoundPage /> : <IncidentOf customer={customer} id={id} />;
}

function IncidentOf({ customer, id }: { customer: string; id: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['incidents', 'audit']);
  const { scope } = usePageScope();
  const offered = useOffered();
  const titleOf = useIncidentTitle();
  const { data, error, refetch } = useIncident(customer, id);
  if (error && (data === undefined || [404, 410].includes(factsOf(error).status)))
    return (
      <Trouble facts={factsOf(error)} onRetry={() => void refetch()}>
        <UnsentText />
      </Trouble>
    );
  return (
    <>
      <PageHeader
        title={data ? titleOf(data) : t('incident')}
        crumbs={[{ text: t('title'), to: paths.incidents(scope) }]}
        badge={data && <StatusBadge kind="incident" value={data.state} />}
      />
      <Surface className={styles.narrow}>{data ? <IncidentFacts incident={data} /> : <SkeletonBar />}</Surface>
      {data && offered('audit') && (
        <section className={styles.history} aria-labelledby="history">
          <h2 id="history" className={styles.heading}>
            {t('history')}
          </h2>
          <AuditList query={{ target: id }} empty={<EmptyState title={t('audit:ofObject.empty')} text={t('audit:ofObject.emptyText')} />} />
        </section>
      )}
    </>
  );
}
