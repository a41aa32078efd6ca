import type { OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PresentedCredential } from '../../platform/credentials/credential.ts';

/** A session lives 24 hours at most, and 8 hours without a request, by the database's clock. */
const absolute = sql`interval '24 hours'`;
const idle = sql`interval '8 hours'`;

/** What stands behind a credential of a person, as far as it is good now. */
export type Holder = {
  user: UserId;
  name: string;
  organizationName: string;
  digest: Buffer;
  signedInAt: Date;
  /** whether its last use was noted more than a minute ago */
  noteUse: boolean;
  /** of a token that is narrowed; null is not */
  permissions?: PermissionKey[] | null;
  customers?: OrganizationId[] | null;
};

export async function insertSession(tx: TenantTx, session: PresentedCredential<'session'>, user: UserId): Promise<void> {
  const { organization, id, digest } = session;
  await tx
    .deleteFrom('sessions')
    .where('organization_id', '=', organization)
    .where('user_id', '=', user)
    .where((where) => where.or([where('expires_at', '<=', sql<Date>`now()`), where('last_seen_at', '<=', sql<Date>`now() - ${idle}`)]))
    .execute();
  await tx
    .insertInto('sessions')
    .values({
      organization_id: organization,
      id,
      user_id: user,
      digest,
      signed_in_at: sql<Date>`now()`,
      method: 'password',
      expires_at: sql<Date>`now() + ${absolute}`,
    })
    .execute();
}

/** Of an active person of an active organization only; the caller compares the digest. */
export async function readSession(tx: TenantTx, organization: OrganizationId, id: string): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`
    select s.user_id as "user", u.name, o.name as "organizationName", s.digest, s.signed_in_at as "signedInAt", s.last_seen_at < now() - interval '1 minute' as "noteUse"
    from sessions s
      join users u on u.organization_id = s.organization_id and u.id = s.user_id
      join organizations o on o.id = s.organization_id
    where s.organization_id = ${organization} and s.id = ${id} and s.expires_at > now() and s.last_seen_at > now() - ${idle} and u.active and o.state = 'active'`.execute(
    tx,
  );
  return rows[0];
}

export async function noteSessionSeen(tx: TenantTx, organization: OrganizationId, id: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: sql<Date>`now()` })
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .execute();
}

/** @returns whether there was one with this digest */
export async function deleteSession(tx: TenantTx, { organization, id, digest }: PresentedCredential<'session'>): Promise<boolean> {
  const gone = await tx
    .deleteFrom('sessions')
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .where('digest', '=', digest)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Ends every session of a person at once: disabled, or the password changed. */
export async function endSessions(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<void> {
  await tx.deleteFrom('sessions').where('organization_id', '=', organization).where('user_id', '=', user).execute();
}
