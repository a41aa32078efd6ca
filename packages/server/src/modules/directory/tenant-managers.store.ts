import type { Member, OrganizationId, PersonRef, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type TenantManagerRow = { member: Member; name: string; addedBy: PersonRef | null; addedAt: Date };

/** @returns false when it is one already */
export async function insertTenantManager(tx: TenantTx, organization: OrganizationId, member: Member, addedBy: PersonRef | null): Promise<boolean> {
  const made = await tx
    .insertInto('tenant_managers')
    .values({
      organization_id: organization,
      member_type: member.type,
      member_id: member.id,
      added_by: addedBy === null ? null : JSON.stringify(addedBy),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function deleteTenantManager(tx: TenantTx, organization: OrganizationId, member: Member): Promise<void> {
  await tx
    .deleteFrom('tenant_managers')
    .where('organization_id', '=', organization)
    .where('member_type', '=', member.type)
    .where('member_id', '=', member.id)
    .execute();
}

type Listing = { organization: OrganizationId; after: { name: string; id: string } | undefined; most: number };

/** By name, then id: users and groups alike. */
export async function listTenantManagers(tx: TenantTx, { organization, after, most }: Listing): Promise<TenantManagerRow[]> {
  const { rows } = await sql<{ type: 'user' | 'group'; id: Member['id']; name: string; addedBy: PersonRef | null; addedAt: Date }>`
    select t.member_type as type, t.member_id as id, n.name, t.added_by as "addedBy", t.added_at as "addedAt"
    from tenant_managers t cross join lateral (
      select u.name from users u where t.member_type = 'user' and u.organization_id = t.organization_id and u.id = t.member_id
      union all select g.name from groups g where t.member_type = 'group' and g.organization_id = t.organization_id and g.id = t.member_id) n
    where t.organization_id = ${organization} and (${after?.name ?? null}::text is null or (n.name, t.member_id) > (${after?.name ?? ''}, ${after?.id ?? ''}))
    order by n.name, t.member_id limit ${most}`.execute(tx);
  return rows.map(({ type, id, ...row }) => ({ member: { type, id } as Member, ...row })); // the table holds each with its own kind
}

export async function findTenantManager(tx: TenantTx, organization: OrganizationId, member: Member): Promise<TenantManagerRow | undefined> {
  const { rows } = await sql<{ name: string; addedBy: PersonRef | null; addedAt: Date }>`
    select n.name, t.added_by as "addedBy", t.added_at as "addedAt"
    from tenant_managers t cross join lateral (
      select u.name from users u where t.member_type = 'user' and u.organization_id = t.organization_id and u.id = t.member_id
      union all select g.name from groups g where t.member_type = 'group' and g.organization_id = t.organization_id and g.id = t.member_id) n
    where t.organization_id = ${organization} and t.member_type = ${member.type} and t.member_id = ${member.id}`.execute(tx);
  return rows[0] && { member, ...rows[0] };
}

/** Whether this person is Tenant Manager, itself or through a group it is in (D19). */
export async function isTenantManager(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    with recursive up(type, id) as (
      select 'user', ${user}::text
      union
      select 'group', m.group_id from up join group_members m on m.member_type = up.type and m.member_id = up.id where m.organization_id = ${organization}
    )
    select exists (select from tenant_managers t join up on up.type = t.member_type and up.id = t.member_id where t.organization_id = ${organization}) as is`.execute(
    tx,
  );
  return rows[0]?.is === true;
}
