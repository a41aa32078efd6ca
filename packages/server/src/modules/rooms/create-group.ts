import type { OrganizationId, RoomGroupId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { insertGroup } from './groups.store.ts';

/** An empty group. Names may repeat (A06). */
export async function createGroup(tx: TenantTx, call: Call, customer: OrganizationId, name: string): Promise<RoomGroupId> {
  const id = await insertGroup(tx, customer, name);
  await appendAudit(tx, call, {
    action: 'room_group.created',
    customer,
    target: { type: 'room-group', id, name },
    changes: { after: { name } },
    ledgers: [customer],
  });
  return id;
}
