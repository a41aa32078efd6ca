import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { ActiveTenants } from './active-tenants.tsx';
import { EndedTenants } from './ended-tenants.tsx';
import { OwnDomains } from './own-domains.tsx';
import { PendingTenants } from './pending-tenants.tsx';
import { useAnswersInvitations } from './tenant-lists.ts';

/** The partner's side of delegations: what was offered, what stands, what is over; one's own domains always on top (D73). */
export function TenantsPage() {
  const { t } = useTranslation('tenants');
  // What waits for an answer comes first only for those who answer.
  const order = useAnswersInvitations() ? (['pending', 'active', 'ended'] as const) : (['active', 'ended', 'pending'] as const);
  const tabs = order.map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <OwnDomains />
      <Tabs label={t('tab.label')} tabs={tabs} shown={tab}>
        {tab === 'pending' && <PendingTenants />}
        {tab === 'active' && <ActiveTenants />}
        {tab === 'ended' && <EndedTenants />}
      </Tabs>
    </>
  );
}
