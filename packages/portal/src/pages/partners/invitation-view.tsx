import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { Invitation } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useHref } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { ChangeControlList } from './change-control-list.tsx';
import { InvitationOverview } from './invitation-overview.tsx';
import { InvitationRooms } from './invitation-rooms.tsx';
import { TermsOfVersion } from './terms-of-version.tsx';

const useStyles = makeStyles({ problem: { marginBlockEnd: '16px', ':empty': { display: 'none' } } });

/** An invitation as its customer sees it: what was offered, what became of it, and what can still be done (D11, D18, D70). */
export function InvitationView({ invitation }: { invitation: string }) {
  const { organization } = useMe();
  const { key } = usePageScope();
  const path = `/customers/${organization.id}/invitations/${encodeURIComponent(invitation)}`;
  const query = useQuery({
    queryKey: key('invitations', invitation),
    queryFn: ({ signal }) => api.get<Invitation>(path, { signal }),
    refetchInterval: 30_000,
  });
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown invitation={query.data} path={path} />;
}

function Shown({ invitation, path }: { invitation: Invitation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const { key } = usePageScope();
  const href = useHref();
  const [cancelling, setCancelling] = useState(false);
  const { partnerCard, state, allowedActions, changeControl, termsVersion, id } = invitation;
  const tabs = (['overview', 'scope', 'control', 'terms'] as const).map((one) => ({ id: one, title: t(`tab.${one}`) }));
  const tab = useTab(tabs);
  const touches = [key('invitations')];
  const post = (act: 'cancel' | 'resend') => (_: object, idempotencyKey: string) =>
    api.send<Invitation>('POST', `${path}/${act}`, { idempotencyKey });
  const cancel = useWrite(post('cancel'), touches, () => setCancelling(false));
  const resend = useWrite(post('resend'), touches, () => toast(t('invitation.resent', { partner: partnerCard.name })));
  const again = state === 'declined' || state === 'cancelled' || state === 'expired';
  return (
    <>
      <PageHeader
        title={t('invitation.title', { partner: partnerCard.name })}
        crumbs={[{ text: t('title'), to: paths.partners() }]}
        badge={<StatusBadge kind="invitation" value={state} />}
        actions={
          <>
            {state === 'pending' && (
              <>
                <ActionButton actions={allowedActions} action="invitations.resend" onAct={() => resend.run({})} pending={resend.pending}>
                  {t('invitation.resend')}
                </ActionButton>
                <ActionButton actions={allowedActions} action="invitations.cancel" onAct={() => setCancelling(true)}>
                  {t('invitation.cancel')}
                </ActionButton>
              </>
            )}
            {again && (
              <Button as="a" appearance="primary" {...href(paths.partnerNew(), { open: id })}>
                {t('invitation.again')}
              </Button>
            )}
          </>
        }
      />
      <div className={styles.problem}>
        <ProblemBar problem={resend.problem} />
      </div>
      <Tabs label={t('tab.label')} tabs={tabs} shown={tab}>
        {tab === 'overview' && <InvitationOverview invitation={invitation} />}
        {tab === 'scope' && <InvitationRooms invitation={invitation} path={path} />}
        {tab === 'control' && (
          <Surface title={t('control.title')}>
            <ChangeControlList modes={changeControl} />
          </Surface>
        )}
        {tab === 'terms' && <TermsOfVersion version={termsVersion} />}
      </Tabs>
      <ConfirmDialog
        open={cancelling}
        onClose={() => setCancelling(false)}
        title={t('invitation.cancelTitle', { partner: partnerCard.name })}
        verb={t('invitation.cancel')}
        onConfirm={() => cancel.run({})}
        pending={cancel.pending}
        problem={cancel.problem}
      >
        {t('invitation.cancelText', { partner: partnerCard.name })}
      </ConfirmDialog>
    </>
  );
}
