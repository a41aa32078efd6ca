import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { savePasswordHash } from './passwords.store.ts';
import { endSessions } from './sessions.store.ts';

/** Gives a person a password that was hashed before the transaction began (a hash takes a tenth of a second); every session ends. */
export async function setPassword(tx: TenantTx, organization: OrganizationId, user: UserId, hash: string): Promise<void> {
  await savePasswordHash(tx, organization, user, hash);
  await endSessions(tx, organization, user);
}
