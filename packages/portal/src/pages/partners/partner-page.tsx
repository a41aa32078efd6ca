import { usePathParam } from '../../app/use-page.ts';
import { DelegationView } from './delegation-view.tsx';
import { InvitationView } from './invitation-view.tsx';

/** One partner of one's own organization: an invitation by its own id, a delegation by that of the partner. */
export function PartnerPage() {
  const id = usePathParam('partner');
  return id.startsWith('inv_') ? <InvitationView key={id} invitation={id} /> : <DelegationView key={id} partner={id} />;
}
