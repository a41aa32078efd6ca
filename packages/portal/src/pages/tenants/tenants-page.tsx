import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { ActiveTenants } from './active-tenants.tsx';
import { EndedTenants } from './ended-tenants.tsx';
import { OwnDomains } from './own-domains.tsx';
import { PendingTenants } from './pending-tenants.tsx';

/** The partner's side of delegations: what was offered, what stands, what is over; one's own domains always on top (D73). */
export function TenantsPage() {
  const { t } = useTranslation('tenants');
  const tabs = (['pending', 'active', 'ended'] as const).map((id) => ({ id, title: t(`tab.${id}`) }));
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
