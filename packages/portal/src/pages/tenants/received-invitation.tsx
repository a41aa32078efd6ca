import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { Invitation } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeLeft } from '../../ui/relative-time.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { ChangeControlList } from '../partners/change-control-list.tsx';
import { TermsOfVersion } from '../partners/terms-of-version.tsx';
import { AnswerPanel } from './answer-panel.tsx';
import { WhatBecame } from './what-became.tsx';

/** What the customer does meanwhile shows within this time; the answer itself is checked by the server. */
const lookAgainMs = 10_000;

const useStyles = makeStyles({
  page: { display: 'grid', gap: '16px', alignItems: 'start' },
  columns: { '@media (min-width: 1280px)': { gridTemplateColumns: 'minmax(0, 1fr) 460px' } },
  single: { maxWidth: '860px' },
  offer: { display: 'grid', gap: '16px', minWidth: 0 },
  answer: { minWidth: 0, '@media (min-width: 1280px)': { position: 'sticky', top: 'calc(var(--kh-top, 48px) + 16px)' } },
  quiet: { margin: 0 },
});

/** An invitation as the partner sees it: the number of rooms, and nothing else of the customer (D13, D14). */
export function ReceivedInvitation({ invitation }: { invitation: string }) {
  const { t } = useTranslation('tenants');
  const { organization } = useMe();
  const { key } = usePageScope();
  const path = `/partners/${organization.id}/invitations/${encodeURIComponent(invitation)}`;
  const query = useQuery({
    queryKey: key('tenants', 'invitation', invitation),
    queryFn: ({ signal }) => api.get<Invitation>(path, { signal }),
    refetchInterval: lookAgainMs,
  });
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBar />;
  const { customerCard, state } = query.data;
  return (
    <>
      <PageHeader
        title={t('invitation.title', { customer: customerCard.name })}
        crumbs={[{ text: t('title'), to: paths.tenants() }]}
        badge={<StatusBadge kind="invitation" value={state} />}
      />
      <Offer invitation={query.data} path={path} />
    </>
  );
}

function Offer({ invitation, path }: { invitation: Invitation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['tenants', 'partners']);
  const format = useFormat();
  const { customerCard, createdAt, expiresAt, roomCount, state, changeControl, termsVersion } = invitation;
  return (
    <div className={mergeClasses(styles.page, state === 'pending' ? styles.columns : styles.single)}>
      <div className={styles.offer}>
        <WhatBecame invitation={invitation} />
        <Surface title={t('invitation.offer')}>
          <Facts
            items={[
              { name: t('column.customer'), value: customerCard.name },
              { name: t('column.domain'), value: customerCard.domain },
              { name: t('invitation.country'), value: format.country(customerCard.country) },
              { name: t('column.rooms'), value: t('partners:roomCount', { count: roomCount }) },
              { name: t('column.received'), value: format.exact(createdAt) },
              { name: t('column.expires'), value: format.exact(expiresAt) },
              ...(state === 'pending' ? [{ name: t('invitation.left'), value: <TimeLeft as="how long" at={expiresAt} /> }] : []),
            ]}
          />
          <p className={styles.quiet}>{t('invitation.noData')}</p>
        </Surface>
        <Surface title={t('partners:control.title')}>
          <ChangeControlList modes={changeControl} />
        </Surface>
        <TermsOfVersion version={termsVersion} />
      </div>
      {state === 'pending' && (
        <div className={styles.answer}>
          <AnswerPanel invitation={invitation} path={path} />
        </div>
      )}
    </div>
  );
}
