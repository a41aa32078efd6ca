import { Button, makeStyles, SkeletonItem, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import { signInAddress } from '../../app/session.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { SetupForm } from './setup-form.tsx';
import { useSetup } from './use-setup.ts';

const useStyles = makeStyles({
  done: { display: 'grid', gap: '14px', justifyItems: 'start' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The first set-up of an instance, with the token that its console printed; afterwards there is no such page (A36). */
export function SetupPage() {
  const styles = useStyles();
  const { t } = useTranslation('entry');
  const setup = useSetup();
  const state = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get<{ open: true }>('/setup', { signal }),
    enabled: setup.done === undefined,
    refetchOnWindowFocus: false,
  });
  if (setup.done !== undefined)
    return (
      <EntryFrame title={t('setup.title')} heading={t('setup.doneHeading', { organization: setup.done.organization })}>
        <div className={styles.done}>
          <p className={styles.text}>{t('setup.doneText', { email: setup.done.email })}</p>
          <Button as="a" appearance="primary" size="large" href={signInAddress(paths.home())}>
            {t('signIn.title')}
          </Button>
        </div>
      </EntryFrame>
    );
  if (state.isError) return <Trouble facts={factsOf(state.error)} onRetry={() => void state.refetch()} />;
  return (
    <EntryFrame title={t('setup.title')} heading={t('setup.heading')} text={t('setup.text')} width="wide">
      {state.data === undefined ? <SkeletonItem /> : <SetupForm setup={setup} />}
    </EntryFrame>
  );
}
