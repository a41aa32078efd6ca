import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Deletes answers that no Idempotency-Key can ask for any more. @returns how many */
export async function deleteOldAnswers(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from idempotent_answers where organization_id = any(${[...organizations]}::text[]) and created_at <= now() - interval '24 hours'`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
