import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/**
 * Deletes what has ended for good: sessions at once, as nothing names them; API tokens 30 days after their end, so that
 * whoever looks into an incident still finds their names, and activation links 30 days after theirs, so that who holds one is told
 * that it is over. None of them could be used any more.
 *
 * @returns how many rows went
 */
export async function deleteSpentCredentials(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with sessions_gone as (
      delete from sessions where organization_id = any(${[...organizations]}::text[])
        and (expires_at <= now() or last_seen_at <= now() - interval '8 hours') returning 1
    ), tokens_gone as (
      delete from api_tokens where organization_id = any(${[...organizations]}::text[])
        and least(expires_at, revoked_at) <= now() - interval '30 days' returning 1
    ), links_gone as (
      delete from activation_links where organization_id = any(${[...organizations]}::text[])
        and least(expires_at, used_at) <= now() - interval '30 days' returning 1
    )
    select (select count(*) from sessions_gone) + (select count(*) from tokens_gone) + (select count(*) from links_gone) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}
