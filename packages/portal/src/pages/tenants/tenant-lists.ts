import { useScopedList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { Delegation, Invitation, InvitationState } from '../../api/shapes.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';

/**
 * Whether this person answers invitations to the organization (D13). The server offers the Tenant Managers' page to the
 * same people and to nobody else; whoever is not offered it is not asked for here, so that no refusal is recorded.
 */
export const useAnswersInvitations = (): boolean => useMayOpen()(paths.tenantManagers());

/** Invitations to one's own organization; 403 for whoever does not answer them (D13). */
export function useReceived(state?: InvitationState) {
  const { organization } = useMe();
  const { key } = usePageScope();
  return useScopedList<Invitation>(key('tenants', 'invitations'), `/partners/${organization.id}/invitations`, state === undefined ? {} : { state });
}

/** Customers of one's own organization, those that have ended included (D66). */
export function useCustomers() {
  const { organization } = useMe();
  const { key } = usePageScope();
  return useScopedList<Delegation>(key('tenants', 'customers'), `/partners/${organization.id}/customers`);
}
