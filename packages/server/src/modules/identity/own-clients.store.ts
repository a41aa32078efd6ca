import type { Id, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type ClientRow = { id: Id<'dec'>; name: string; createdAt: Date; expiresAt: Date; lastUsedAt: Date | null };
type NewClient = { organization: OrganizationId; id: Id<'dec'>; name: string; digest: Buffer; by: UserId; expiresInDays: number };

const shown = sql<ClientRow>`id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"`;

export async function insertClient(tx: TenantTx, { organization, id, name, digest, by, expiresInDays }: NewClient): Promise<ClientRow> {
  const { rows } = await sql<ClientRow>`
    insert into decision_clients (organization_id, id, name, digest, created_by, expires_at)
    values (${organization}, ${id}, ${name}, ${digest}, ${by}, now() + make_interval(hours => 24 * ${expiresInDays}::int)) returning ${shown}`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the new decision client was not returned');
  return row;
}

/** Those that are good now, newest first, after the given one. */
export async function listClients(
  tx: TenantTx,
  list: { organization: OrganizationId; after: { createdAt: string; id: string } | undefined; most: number },
): Promise<(ClientRow & { position: string })[]> {
  const { organization, after, most } = list;
  const { rows } = await sql<ClientRow & { position: string }>`
    select ${shown}, created_at::text as position from decision_clients
    where organization_id = ${organization} and revoked_at is null and expires_at > now()
      and (${after?.id ?? null}::text is null or (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by created_at desc, id desc limit ${most}`.execute(tx);
  return rows;
}

/** One that is good now. */
export async function findClient(tx: TenantTx, organization: OrganizationId, id: string): Promise<ClientRow | undefined> {
  const { rows } = await sql<ClientRow>`
    select ${shown} from decision_clients where organization_id = ${organization} and id = ${id} and revoked_at is null and expires_at > now()`.execute(
    tx,
  );
  return rows[0];
}

/** @returns false when somebody else was faster */
export async function markClientRevoked(tx: TenantTx, organization: OrganizationId, id: Id<'dec'>): Promise<boolean> {
  const { rows } = await sql`
    update decision_clients set revoked_at = now() where organization_id = ${organization} and id = ${id} and revoked_at is null returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

export type ShownClient = { name: string; digest: Buffer; noteUse: boolean };
/** Of an active organization only; the caller compares the digest. */
export async function readClient(tx: TenantTx, organization: OrganizationId, id: string): Promise<ShownClient | undefined> {
  const { rows } = await sql<ShownClient>`
    select c.name, c.digest, coalesce(c.last_used_at < now() - interval '1 minute', true) as "noteUse"
    from decision_clients c join organizations o on o.id = c.organization_id
    where c.organization_id = ${organization} and c.id = ${id} and c.revoked_at is null and c.expires_at > now() and o.state = 'active'`.execute(tx);
  return rows[0];
}

export async function noteClientUsed(tx: TenantTx, organization: OrganizationId, id: string): Promise<void> {
  await sql`update decision_clients set last_used_at = now() where organization_id = ${organization} and id = ${id}`.execute(tx);
}
