import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { UnsentText } from '../../shell/unsent-text.tsx';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { useIncidentTitle } from '../../ui/incident-title.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { useIncident } from './use-incident.ts';

/** The incident of `?open=`, beside its list. */
export function IncidentPanel({ customer, id, onClose }: { customer: string; id: string; onClose: () => void }) {
  const { t } = useTranslation(['incidents', 'ui']);
  const { scope } = usePageScope();
  const titleOf = useIncidentTitle();
  const { data, error } = useIncident(customer, id);
  const isGone = error !== null && (data === undefined || [404, 410].includes(factsOf(error).status));
  return (
    <DetailPanel title={data ? titleOf(data) : t('incident')} onClose={onClose}>
      {error && <ProblemBar problem={factsOf(error)} />}
      {isGone ? <UnsentText /> : data ? <IncidentFacts incident={data} /> : <SkeletonBar />}
      {data && !isGone && <AppLink to={paths.incident(scopeOfRow(scope, customer), id)}>{t('ui:panel.openPage')}</AppLink>}
    </DetailPanel>
  );
}
