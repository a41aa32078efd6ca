import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Deletes mails that went out or failed for good, 30 days after they were written. @returns how many */
export async function deleteSettledMails(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from mails where organization_id = any(${[...organizations]}::text[]) and state <> 'queued' and created_at <= now() - interval '30 days'`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
