import { usePathParam } from '../../app/use-page.ts';
import { CustomerView } from './customer-view.tsx';
import { ReceivedInvitation } from './received-invitation.tsx';

/** One tenant: an invitation by its own id, a customer by that of its organization. */
export function TenantPage() {
  const id = usePathParam('tenant');
  return id.startsWith('inv_') ? <ReceivedInvitation key={id} invitation={id} /> : <CustomerView key={id} customer={id} />;
}
