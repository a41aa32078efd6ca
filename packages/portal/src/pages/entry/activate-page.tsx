import { Button, makeStyles, SkeletonItem, tokens } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf, type ProblemFacts } from '../../api/problem.ts';
import type { Invited } from '../../api/shapes.ts';
import { signInAddress } from '../../app/session.ts';
import { usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { ActivateForm } from './activate-form.tsx';
import { EntryFrame } from './entry-frame.tsx';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '14px', justifyItems: 'start' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Whoever was added chooses a password by the link that an administrator handed over; the link is spent by that and by nothing else. */
export function ActivatePage() {
  const { t } = useTranslation('entry');
  const bearer = usePathParam('token');
  const choosing = useMutation({
    mutationFn: (password: string) => api.send<{ email: string }>('POST', '/activation', { bearer, body: { password } }),
  });
  const invited = useQuery({
    queryKey: ['activation', bearer],
    queryFn: ({ signal }) => api.get<Invited>('/activation', { bearer, signal }),
    enabled: choosing.data === undefined,
    refetchOnWindowFocus: false,
  });
  if (choosing.data?.kind === 'done') return <Ending what="done" places={{ email: choosing.data.value.email }} signsIn />;
  // It may have come to its end between the look and the choice.
  const refused = [choosing.error, invited.error].flatMap((error) => (error === null ? [] : [factsOf(error)]));
  const over = refused.find(({ status }) => status === 404 || status === 410);
  if (over !== undefined) return <Over problem={over} />;
  if (invited.isError) return <Trouble facts={factsOf(invited.error)} onRetry={() => void invited.refetch()} />;
  if (invited.data === undefined)
    return (
      <EntryFrame title={t('activate.title')} heading={t('activate.heading')}>
        <SkeletonItem />
      </EntryFrame>
    );
  return (
    <EntryFrame
      title={t('activate.title')}
      heading={t('activate.headingOf', { organization: invited.data.organization })}
      text={t('activate.text', { invitedBy: invited.data.invitedBy, organization: invited.data.organization })}
    >
      <ActivateForm
        invited={invited.data}
        problem={choosing.error === null ? undefined : factsOf(choosing.error)}
        pending={choosing.isPending}
        onChoose={choosing.mutate}
        onClear={choosing.reset}
      />
    </EntryFrame>
  );
}

function Over({ problem: { code, more } }: { problem: ProblemFacts }) {
  const { t } = useTranslation('entry');
  if (code === 'activation_used') return <Ending what="used" signsIn />;
  if (code !== 'activation_expired') return <Ending what="unknown" />;
  const { invitedBy } = more;
  return <Ending what="expired" places={{ invitedBy: typeof invitedBy === 'string' ? invitedBy : t('activate.somebody') }} />;
}

type EndingProps = { what: 'done' | 'used' | 'expired' | 'unknown'; places?: Readonly<Record<string, string>>; signsIn?: boolean };

function Ending({ what, places = {}, signsIn = false }: EndingProps) {
  const styles = useStyles();
  const { t } = useTranslation('entry');
  return (
    <EntryFrame title={t('activate.title')} heading={t(`activate.${what}.heading`)}>
      <div className={styles.part}>
        <p className={styles.text} role="status">
          {t(`activate.${what}.text`, { email: '', invitedBy: '', ...places })}
        </p>
        {signsIn && (
          <Button as="a" appearance="primary" size="large" href={signInAddress(paths.home())}>
            {t('signIn.title')}
          </Button>
        )}
      </div>
    </EntryFrame>
  );
}
