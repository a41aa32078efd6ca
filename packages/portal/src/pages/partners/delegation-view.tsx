import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { Delegation } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { ChangeControlTab } from './change-control-tab.tsx';
import { DelegatedRooms } from './delegated-rooms.tsx';
import { DelegationOverview } from './delegation-overview.tsx';
import { DelegationTerms } from './delegation-terms.tsx';
import { EndDialog } from './end-dialog.tsx';
import { EndReceipt, type EndReceiptFacts } from './end-receipt.tsx';
import { GlobalAdminAdvice } from './global-admin-advice.tsx';
import { InviteAgain } from './invite-again.tsx';
import { PartnerAccess } from './partner-access.tsx';

const useStyles = makeStyles({ notes: { display: 'grid', gap: '12px', marginBlockEnd: '16px', ':empty': { display: 'none' } } });

/** A delegation as its customer sees it: rooms, people by name, rules, and the way to end it (D30, D41). */
export function DelegationView({ partner }: { partner: string }) {
  const { organization } = useMe();
  const { key } = usePageScope();
  const path = `/customers/${organization.id}/partners/${encodeURIComponent(partner)}`;
  const query = useQuery({ queryKey: key('partners', partner), queryFn: ({ signal }) => api.get<Delegation>(path, { signal }) });
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown delegation={query.data} path={path} />;
}

function Shown({ delegation, path }: { delegation: Delegation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const { key } = usePageScope();
  const [removing, setRemoving] = useState(false);
  const [receipt, setReceipt] = useState<EndReceiptFacts>();
  const { partnerCard, state, allowedActions } = delegation;
  // Once it has ended there are no rooms and no people in it any more (D43).
  const parts = state === 'ended' ? (['overview', 'control', 'terms'] as const) : (['overview', 'scope', 'people', 'control', 'terms'] as const);
  const tabs = parts.map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  return (
    <>
      <PageHeader
        title={partnerCard.name}
        crumbs={[{ text: t('title'), to: paths.partners() }]}
        badge={<StatusBadge kind="relationship" value={state} />}
        actions={
          state === 'ended' ? (
            <InviteAgain delegation={delegation} />
          ) : (
            <ActionButton actions={allowedActions} action="partners.remove" onAct={() => setRemoving(true)}>
              {t('end.remove')}
            </ActionButton>
          )
        }
      />
      <div className={styles.notes}>
        {state !== 'ended' && <GlobalAdminAdvice lesser="managed-service-admin" />}
        {receipt && <EndReceipt name={partnerCard.name} {...receipt} />}
        {state === 'unattended' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('overview.unattended', { partner: partnerCard.name })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <Tabs label={t('tab.label')} tabs={tabs} shown={tab}>
        {tab === 'overview' && <DelegationOverview delegation={delegation} />}
        {tab === 'scope' && <DelegatedRooms delegation={delegation} />}
        {tab === 'people' && <PartnerAccess delegation={delegation} />}
        {tab === 'control' && <ChangeControlTab path={path} partner={delegation.partner} />}
        {tab === 'terms' && <DelegationTerms delegation={delegation} />}
      </Tabs>
      {removing && (
        <EndDialog
          path={path}
          title={t('end.removeTitle', { partner: partnerCard.name })}
          text={t('end.removeText', { partner: partnerCard.name })}
          verb={t('end.removeVerb', { partner: partnerCard.name })}
          domain={partnerCard.domain}
          touches={[key('partners')]}
          onClose={() => setRemoving(false)}
          onEnded={(ended, picture) => {
            setRemoving(false);
            setReceipt({ ended, picture });
          }}
        />
      )}
    </>
  );
}
