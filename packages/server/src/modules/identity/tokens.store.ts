import type { Id, OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Holder } from './sessions.store.ts';

export type TokenRow = {
  id: Id<'tok'>;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  permissions: PermissionKey[] | null;
  customers: OrganizationId[] | null;
};
type NewToken = { organization: OrganizationId; id: Id<'tok'>; user: UserId; digest: Buffer; signedInAt: Date } & GivenToken;
/** Limits narrow; undefined is everything that the person has at the time of use. */
export type GivenToken = {
  name: string;
  expiresInDays: number;
  permissions?: readonly PermissionKey[] | undefined;
  customers?: readonly OrganizationId[] | undefined;
};

const shown = sql<TokenRow>`id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt", permissions, customers`;

export async function insertToken(tx: TenantTx, token: NewToken): Promise<TokenRow> {
  const { organization, id, user, name, digest, signedInAt, expiresInDays, permissions, customers } = token;
  const { rows } = await sql<TokenRow>`
    insert into api_tokens (organization_id, id, user_id, name, digest, signed_in_at, expires_at, permissions, customers)
    values (${organization}, ${id}, ${user}, ${name}, ${digest}, ${signedInAt}, now() + make_interval(hours => 24 * ${expiresInDays}::int),
      ${permissions === undefined ? null : [...new Set(permissions)]}::text[], ${customers === undefined ? null : [...new Set(customers)]}::text[])
    returning ${shown}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the new token was not returned');
  return row;
}

/** Tokens that are good now, newest first, after the given one. */
export async function listTokens(
  tx: TenantTx,
  list: { organization: OrganizationId; user: UserId; after: { createdAt: string; id: string } | undefined; most: number },
): Promise<(TokenRow & { position: string })[]> {
  const { organization, user, after, most } = list;
  const { rows } = await sql<TokenRow & { position: string }>`
    select ${shown}, created_at::text as position from api_tokens
    where organization_id = ${organization} and user_id = ${user} and revoked_at is null and expires_at > now()
      and (${after?.id ?? null}::text is null or (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by created_at desc, id desc limit ${most}`.execute(tx);
  return rows;
}

/** @returns the token, unless it is not this person's, or revoked already */
export async function markRevoked(tx: TenantTx, organization: OrganizationId, user: UserId, id: string): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    update api_tokens set revoked_at = now()
    where organization_id = ${organization} and user_id = ${user} and id = ${id} and revoked_at is null returning ${shown}`.execute(tx);
  return rows[0];
}

/** Of an active person of an active organization only; the caller compares the digest. */
export async function readToken(tx: TenantTx, organization: OrganizationId, id: string): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`
    select t.user_id as "user", u.name, o.name as "organizationName", t.digest, t.signed_in_at as "signedInAt",
      coalesce(t.last_used_at < now() - interval '1 minute', true) as "noteUse", t.permissions, t.customers
    from api_tokens t
      join users u on u.organization_id = t.organization_id and u.id = t.user_id
      join organizations o on o.id = t.organization_id
    where t.organization_id = ${organization} and t.id = ${id} and t.revoked_at is null and t.expires_at > now() and u.active and o.state = 'active'`.execute(
    tx,
  );
  return rows[0];
}

export async function noteTokenUsed(tx: TenantTx, organization: OrganizationId, id: string): Promise<void> {
  await tx
    .updateTable('api_tokens')
    .set({ last_used_at: sql<Date>`now()` })
    .where('organization_id', '=', organization)
    .where('id', '=', id as Id<'tok'>)
    .execute();
}
