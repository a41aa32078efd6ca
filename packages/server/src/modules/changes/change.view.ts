import type { ChangeRequest, OrganizationId } from '@keyholder/contract';
import type { ChangeRow } from './changes.store.ts';

/** @param names of the organizations that stand in these rows */
export function changeView(row: ChangeRow, names: ReadonlyMap<OrganizationId, string>): ChangeRequest {
  const nameOf = (id: OrganizationId): string => names.get(id) ?? id;
  return {
    id: row.id,
    customer: row.organization_id,
    customerName: nameOf(row.organization_id),
    partner: row.partner_id,
    state: row.state as ChangeRequest['state'], // the column's check and stateNow know no other
    event: row.event,
    target: { type: row.target_type, id: row.target_id, name: row.target_name },
    before: row.before,
    after: row.after,
    reason: row.reason,
    requestedBy: { id: row.requested_by, name: row.requested_name, organization: { id: row.partner_id, name: nameOf(row.partner_id) } },
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    version: row.version,
    allowedActions: ['changes.approve', 'changes.reject', 'changes.withdraw'].map((action) => ({ action, allowed: false, reason: 'not_offered' })),
  };
}
