import type { Id, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** How long somebody has to choose how to sign in (ADR 17). */
const linkDays = 7;

export type NewLink = { organization: OrganizationId; user: UserId; id: Id<'act'>; digest: Buffer; by: UserId };
export type LinkRow = {
  digest: Buffer;
  user: UserId;
  /** on whose right it rests */
  madeBy: UserId;
  madeByName: string;
  organizationName: string;
  expiresAt: Date;
  /** by the database's clock; used also where the person has come to a password in another way */
  state: 'open' | 'expired' | 'used';
};

/** The one link of a person; the former is none any more. @returns its end; undefined where the former was spent in this moment */
export async function saveLink(tx: TenantTx, { organization, user, id, digest, by }: NewLink): Promise<Date | undefined> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into activation_links (organization_id, user_id, id, digest, created_by, expires_at)
    values (${organization}, ${user}, ${id}, ${digest}, ${by}, now() + make_interval(hours => 24 * ${linkDays}::int))
    on conflict (organization_id, user_id) do update
      set id = excluded.id, digest = excluded.digest, created_by = excluded.created_by, created_at = now(), expires_at = excluded.expires_at
      where activation_links.used_at is null
    returning expires_at as "expiresAt"`.execute(tx);
  return rows[0]?.expiresAt;
}

/** Of an active person of an active organization; the caller compares the digest. */
export async function readLink(tx: TenantTx, organization: OrganizationId, id: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select l.digest, l.user_id as "user", l.created_by as "madeBy", m.name as "madeByName", o.name as "organizationName", l.expires_at as "expiresAt",
      case when l.used_at is not null or exists (select from passwords p where p.organization_id = l.organization_id and p.user_id = l.user_id) then 'used'
        when l.expires_at <= now() then 'expired' else 'open' end as state
    from activation_links l
      join users u on u.organization_id = l.organization_id and u.id = l.user_id
      join users m on m.organization_id = l.organization_id and m.id = l.created_by
      join organizations o on o.id = l.organization_id
    where l.organization_id = ${organization} and l.id = ${id} and u.active and o.state = 'active'`.execute(tx);
  return rows[0];
}

/** Holds the link to the end of the transaction: of two who spend it the second waits, then finds it used. */
export async function lockLink(tx: TenantTx, organization: OrganizationId, id: string): Promise<void> {
  await sql`select from activation_links where organization_id = ${organization} and id = ${id} for update`.execute(tx);
}

export async function markLinkUsed(tx: TenantTx, organization: OrganizationId, id: string): Promise<void> {
  await sql`update activation_links set used_at = now() where organization_id = ${organization} and id = ${id}`.execute(tx);
}

/** @returns false when no link was out */
export async function deleteOpenLink(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<boolean> {
  const { rows } = await sql`
    delete from activation_links where organization_id = ${organization} and user_id = ${user} and used_at is null and expires_at > now() returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** What would let this person in, and what it handed out to others. */
export async function deleteLinksAround(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<void> {
  await sql`
    delete from activation_links
    where organization_id = ${organization} and (user_id = ${user} or (created_by = ${user} and used_at is null))`.execute(tx);
}
