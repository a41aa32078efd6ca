import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';

// Decision clients belong to the platform: read without a reach, by exact key.

export async function insertDecisionClient(tx: TenantTx, client: { id: string; name: string; digest: Buffer; expiresInDays: number }): Promise<void> {
  const { id, name, digest, expiresInDays } = client;
  await tx
    .insertInto('platform.decision_clients')
    .values({ id, name, digest, expires_at: sql<Date>`now() + make_interval(hours => 24 * ${expiresInDays}::int)` })
    .execute();
}

export function readDecisionClient(db: Db, id: string): Promise<{ name: string; digest: Buffer } | undefined> {
  return db
    .selectFrom('platform.decision_clients')
    .select(['name', 'digest'])
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}
