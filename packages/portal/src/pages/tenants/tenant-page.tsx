import { useTranslation } from 'react-i18next';
import { usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { CustomerView } from './customer-view.tsx';
import { NotYours } from './not-yours.tsx';
import { ReceivedInvitation } from './received-invitation.tsx';
import { useAnswersInvitations } from './tenant-lists.ts';

/** One tenant: an invitation by its own id, a customer by that of its organization. */
export function TenantPage() {
  const { t } = useTranslation('tenants');
  const id = usePathParam('tenant');
  const answers = useAnswersInvitations();
  if (!id.startsWith('inv_')) return <CustomerView key={id} customer={id} />;
  if (answers) return <ReceivedInvitation key={id} invitation={id} />;
  return (
    <>
      <PageHeader title={t('invitation.one')} crumbs={[{ text: t('title'), to: paths.tenants() }]} />
      <NotYours />
    </>
  );
}
