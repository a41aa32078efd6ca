import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { endAgentOfRoom } from './agents.store.ts';
import { saveUnmonitored } from './health.store.ts';

/** Ends the room's agent, clones included, at once; nobody measures the room until another one enrols (A104, A105). */
export async function endAgent(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<void> {
  await endAgentOfRoom(tx, customer, room);
  await saveUnmonitored(tx, customer, room);
}
