import { useScopedList } from '../../api/cursor-list.ts';
import type { Delegation, Invitation } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { originOf } from './partner-rows.ts';

/** The invitation that a delegation of one's own organization grew from, as far as the first page of them holds it. */
export function useOrigin(delegation: Delegation): Invitation | undefined {
  const { key } = usePageScope();
  const accepted = useScopedList<Invitation>(key('invitations'), `/customers/${delegation.customer}/invitations`, { state: 'accepted' });
  return originOf(delegation, accepted.rows);
}
