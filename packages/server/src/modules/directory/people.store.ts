import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { insertTenantManager } from './tenant-managers.store.ts';

export type UserRow = {
  id: UserId;
  organization: OrganizationId;
  name: string;
  email: string;
  active: boolean;
  version: number;
  /** whether there is a way for this person to sign in */
  activated: boolean;
  /** end of the activation link that is out */
  linkExpiresAt: Date | null;
  /** its own, Tenant Manager among them; what it holds through groups is not */
  roles: DirectoryRole[];
};
export type NewUser = { organization: OrganizationId; id: UserId; email: string; name: string; active: boolean; language: 'en' | 'fr' | 'ru' };

/** @returns false when the organization has somebody with this address */
export async function insertUser(tx: TenantTx, { organization, ...user }: NewUser, roles: readonly DirectoryRole[]): Promise<boolean> {
  const made = await tx
    .insertInto('users')
    .values({ organization_id: organization, ...user })
    .onConflict((conflict) => conflict.columns(['organization_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return false;
  await insertRoles(tx, organization, user.id, roles);
  return true;
}

async function insertRoles(tx: TenantTx, organization: OrganizationId, user: UserId, roles: readonly DirectoryRole[]): Promise<void> {
  const given = [...new Set(roles)].filter((role) => role !== 'tenant-manager');
  if (given.length > 0) {
    await tx
      .insertInto('user_roles')
      .values(given.map((role) => ({ organization_id: organization, user_id: user, role })))
      .execute();
  }
  if (roles.includes('tenant-manager')) await insertTenantManager(tx, organization, { type: 'user', id: user }, null);
}

/** Sets the directory roles of a person to exactly these; whether it is Tenant Manager stays as it is (D19). */
export async function replaceRoles(tx: TenantTx, organization: OrganizationId, user: UserId, roles: readonly DirectoryRole[]): Promise<void> {
  await tx.deleteFrom('user_roles').where('organization_id', '=', organization).where('user_id', '=', user).execute();
  await insertRoles(tx, organization, user, roles);
  await sql`update users set version = version + 1 where organization_id = ${organization} and id = ${user}`.execute(tx);
}

export async function readUser(tx: TenantTx, organization: OrganizationId, id: string): Promise<UserRow | undefined> {
  const row = await users(tx, organization)
    .where('users.id', '=', id as UserId)
    .executeTakeFirst(); // compared as text: a malformed id is an absent one
  return row && { ...row, organization };
}

export async function readUserByEmail(tx: TenantTx, organization: OrganizationId, email: string): Promise<UserRow | undefined> {
  const row = await users(tx, organization).where('users.email', '=', email).executeTakeFirst();
  return row && { ...row, organization };
}

type Listing = {
  organization: OrganizationId;
  q: string | undefined;
  active: boolean | undefined;
  /** given to the person itself */
  role: DirectoryRole | undefined;
  after: { name: string; id: string } | undefined;
  most: number;
};

/** Those of these ids that are people of the organization, by id. */
export async function readUsers(
  tx: TenantTx,
  organization: OrganizationId,
  ids: readonly string[],
): Promise<Map<string, { id: UserId; name: string; active: boolean }>> {
  const { rows } = await sql<{ id: UserId; name: string; active: boolean }>`
    select id, name, active from users where organization_id = ${organization} and id = any(${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** By name, then id. `q` is the beginning of the name, of a later word of it, or of the address. */
export async function listUsers(tx: TenantTx, { organization, q, active, role, after, most }: Listing): Promise<UserRow[]> {
  let query = users(tx, organization);
  if (active !== undefined) query = query.where('users.active', '=', active);
  if (role !== undefined) query = query.where(holds(role));
  if (q !== undefined && q.trim() !== '') query = query.where(beginsWith(q.trim()));
  if (after !== undefined) query = query.where(sql<boolean>`(users.name, users.id) > (${after.name}, ${after.id})`);
  const rows = await query.orderBy('users.name').orderBy('users.id').limit(most).execute();
  return rows.map((row) => ({ ...row, organization }));
}

export async function countUsers(
  tx: TenantTx,
  { organization, q, active, role }: Pick<Listing, 'organization' | 'q' | 'active' | 'role'>,
): Promise<number> {
  let query = tx
    .selectFrom('users')
    .select(sql<number>`count(*)`.as('count'))
    .where('organization_id', '=', organization);
  if (active !== undefined) query = query.where('active', '=', active);
  if (role !== undefined) query = query.where(holds(role));
  if (q !== undefined && q.trim() !== '') query = query.where(beginsWith(q.trim()));
  return (await query.executeTakeFirstOrThrow()).count;
}

const holds = (role: DirectoryRole): RawBuilder<boolean> =>
  sql<boolean>`exists (select from user_roles r where r.organization_id = users.organization_id and r.user_id = users.id and r.role = ${role})`;

/** Sets what is given; the version counts it. */
export async function saveUser(tx: TenantTx, organization: OrganizationId, id: UserId, fields: { active?: boolean; name?: string }): Promise<void> {
  await tx
    .updateTable('users')
    .set((row) => ({ ...fields, version: row('version', '+', 1) }))
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .execute();
}

function users(tx: TenantTx, organization: OrganizationId) {
  return tx
    .selectFrom('users')
    .select([
      'users.id',
      'users.name',
      'users.email',
      'users.active',
      'users.version',
      sql<DirectoryRole[]>`array(
        select role from user_roles r where r.organization_id = users.organization_id and r.user_id = users.id
        union all select 'tenant-manager' from tenant_managers t
          where t.organization_id = users.organization_id and t.member_type = 'user' and t.member_id = users.id
        order by role)`.as('roles'),
      sql<boolean>`exists (select from passwords p where p.organization_id = users.organization_id and p.user_id = users.id)`.as('activated'),
      sql<Date | null>`(select l.expires_at from activation_links l where l.organization_id = users.organization_id and l.user_id = users.id
        and l.used_at is null and l.expires_at > now())`.as('linkExpiresAt'),
    ])
    .where('users.organization_id', '=', organization);
}

/** Whether a name, or a later word of it, begins with `q`. */
export const nameBeginsWith = (name: RawBuilder<unknown>, q: string): RawBuilder<boolean> =>
  sql<boolean>`(starts_with(lower(${name}), lower(${q})) or strpos(lower(${name}), ' ' || lower(${q})) > 0)`;

const beginsWith = (q: string) => sql<boolean>`(${nameBeginsWith(sql`users.name`, q)} or starts_with(users.email, lower(${q})))`;
