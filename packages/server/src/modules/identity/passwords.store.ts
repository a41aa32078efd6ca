import type { OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export async function savePasswordHash(tx: TenantTx, organization: OrganizationId, user: UserId, hash: string): Promise<void> {
  await tx
    .insertInto('passwords')
    .values({ organization_id: organization, user_id: user, hash })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet({ hash, changed_at: sql<Date>`now()` }))
    .execute();
}

export async function readPasswordHash(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('passwords')
    .select('hash')
    .where('organization_id', '=', organization)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return row?.hash;
}
