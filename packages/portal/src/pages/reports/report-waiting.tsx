import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({ stack: { display: 'grid', gap: '20px' } });

export function ReportLoading() {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Surface>
        <SkeletonBar />
        <SkeletonBar />
      </Surface>
      <Surface>
        <SkeletonBar />
        <SkeletonBar />
        <SkeletonBar />
      </Surface>
    </div>
  );
}

/** A period that is none is the reader's to put right, on this page; everything else is trouble as everywhere. */
export function ReportTrouble({ facts, onRetry }: { facts: ProblemFacts; onRetry: () => void }) {
  const { t } = useTranslation('reports');
  if (facts.status !== 422) return <Trouble facts={facts} onRetry={onRetry} />;
  return (
    <MessageBar intent="warning" layout="multiline" politeness="polite">
      <MessageBarBody>{t('badPeriod')}</MessageBarBody>
    </MessageBar>
  );
}
