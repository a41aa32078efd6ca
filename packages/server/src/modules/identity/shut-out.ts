import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { deleteLinksAround } from './activation-links.store.ts';
import { endSessions } from './sessions.store.ts';

/** Who is disabled is out at once and for good: every session, the link that would let it in, and those that rest on its right (A86). */
export async function shutOut(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<void> {
  await endSessions(tx, organization, user);
  await deleteLinksAround(tx, organization, user);
}
