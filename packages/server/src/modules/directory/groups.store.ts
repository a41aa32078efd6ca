import type { GroupId, Member, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Groups nested deeper are refused when saved, and not followed when read (A59). */
export const deepestNesting = 32;
/** Direct members of one group at most (A59). */
export const mostMembers = 10_000;

export async function insertGroup(tx: TenantTx, group: { organization: OrganizationId; id: GroupId; name: string }): Promise<void> {
  await tx.insertInto('groups').values({ organization_id: group.organization, id: group.id, name: group.name }).execute();
}

export async function insertMembers(tx: TenantTx, organization: OrganizationId, group: GroupId, members: readonly Member[]): Promise<void> {
  for (let from = 0; from < members.length; from += 5000) {
    await tx
      .insertInto('group_members')
      .values(
        members
          .slice(from, from + 5000)
          .map(({ type, id }) => ({ organization_id: organization, group_id: group, member_type: type, member_id: id })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function countMembers(tx: TenantTx, organization: OrganizationId, group: GroupId): Promise<number> {
  const { count } = await tx
    .selectFrom('group_members')
    .select(sql<number>`count(*)`.as('count'))
    .where('organization_id', '=', organization)
    .where('group_id', '=', group)
    .executeTakeFirstOrThrow();
  return count;
}

/** Which of these members are users or groups of the organization, in the form `user:usr_…`. */
export async function existingMembers(tx: TenantTx, organization: OrganizationId, members: readonly Member[]): Promise<ReadonlySet<string>> {
  const of = (type: Member['type']) => members.filter((member) => member.type === type).map(({ id }) => id);
  const { rows } = await sql<{ key: string }>`
    select 'user:' || id as key from users where organization_id = ${organization} and id = any(${of('user')}::text[])
    union all select 'group:' || id from groups where organization_id = ${organization} and id = any(${of('group')}::text[])`.execute(tx);
  return new Set(rows.map(({ key }) => key));
}

/** Every group that holds another group, and which: the whole nesting of one organization. */
export async function readNesting(tx: TenantTx, organization: OrganizationId): Promise<{ group: string; member: string }[]> {
  return tx
    .selectFrom('group_members')
    .select(['group_id as group', 'member_id as member'])
    .where('organization_id', '=', organization)
    .where('member_type', '=', 'group')
    .execute();
}

/** Every group the person is in, through nested groups. */
export async function groupsOf(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<GroupId[]> {
  const { rows } = await sql<{ id: GroupId }>`
    with recursive up(id) as (
      select group_id from group_members where organization_id = ${organization} and member_type = 'user' and member_id = ${user}
      union
      select m.group_id from group_members m join up on m.member_id = up.id where m.organization_id = ${organization} and m.member_type = 'group'
    )
    select id from up order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

export type Membership = { group: string; type: Member['type']; member: string };

/** Every membership in these groups and in all groups nested in them; a cycle, were there one, would not hold it up. */
export async function readMembershipsBelow(tx: TenantTx, organization: OrganizationId, groups: readonly string[]): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    with recursive down(id) as (
      select unnest(${[...groups]}::text[])
      union
      select m.member_id from down d join group_members m on m.group_id = d.id where m.organization_id = ${organization} and m.member_type = 'group'
    )
    select m.group_id as "group", m.member_type as type, m.member_id as member
    from down d join group_members m on m.group_id = d.id where m.organization_id = ${organization}
    order by m.group_id, m.member_type, m.member_id`.execute(tx);
  return rows;
}

export async function readGroupNames(tx: TenantTx, organization: OrganizationId, groups: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from groups where organization_id = ${organization} and id = any(${[...groups]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many active people stand behind each of `members`, at its index; 0 for a stranger (D15). */
export async function activePeopleBehind(tx: TenantTx, organization: OrganizationId, members: readonly Member[]): Promise<number[]> {
  const counts = members.map(() => 0);
  if (members.length === 0) return counts;
  const { rows } = await sql<{ index: number; people: number }>`
    with recursive named(index, type, id) as (
      select (ordinality - 1)::int, type, id from unnest(${members.map(({ type }) => type)}::text[], ${members.map(({ id }) => id)}::text[]) with ordinality as m(type, id, ordinality)
    ), down(index, type, id) as (
      select index, type, id from named
      union
      select d.index, m.member_type, m.member_id from down d join group_members m on m.group_id = d.id
        where d.type = 'group' and m.organization_id = ${organization}
    )
    select d.index, count(*) as people from down d join users u on u.organization_id = ${organization} and u.id = d.id
    where d.type = 'user' and u.active group by d.index`.execute(tx);
  for (const { index, people } of rows) counts[index] = people;
  return counts;
}

type Listing = { organization: OrganizationId; q: string | undefined; after: { name: string; id: string } | undefined; most: number };
export type GroupRow = { id: GroupId; name: string; version: number; members: Member[] };

const shown = sql<GroupRow>`g.id, g.name, g.version, coalesce((
  select jsonb_agg(jsonb_build_object('type', m.member_type, 'id', m.member_id) order by m.member_type, m.member_id)
  from group_members m where m.organization_id = g.organization_id and m.group_id = g.id), '[]') as members`;

/** By name, then id, with their direct members. */
export async function listGroups(tx: TenantTx, { organization, q, after, most }: Listing): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select ${shown} from groups g where g.organization_id = ${organization}
      and (${q ?? null}::text is null or starts_with(lower(g.name), lower(${q ?? ''})))
      and (${after?.name ?? null}::text is null or (g.name, g.id) > (${after?.name ?? ''}, ${after?.id ?? ''}))
    order by g.name, g.id limit ${most}`.execute(tx);
  return rows;
}

export async function readGroup(tx: TenantTx, organization: OrganizationId, id: string): Promise<GroupRow | undefined> {
  const { rows } = await sql<GroupRow>`select ${shown} from groups g where g.organization_id = ${organization} and g.id = ${id}`.execute(tx);
  return rows[0];
}

/** The direct members by name, in the order of `members`. A group counts as active: what is behind it is told elsewhere. */
export async function readMemberNames(
  tx: TenantTx,
  organization: OrganizationId,
  group: string,
): Promise<{ type: 'user' | 'group'; id: string; name: string; active: boolean }[]> {
  const { rows } = await sql<{ type: 'user' | 'group'; id: string; name: string; active: boolean }>`
    select m.member_type as type, m.member_id as id, coalesce(u.name, g.name, '') as name, coalesce(u.active, true) as active
    from group_members m
      left join users u on m.member_type = 'user' and u.organization_id = m.organization_id and u.id = m.member_id
      left join groups g on m.member_type = 'group' and g.organization_id = m.organization_id and g.id = m.member_id
    where m.organization_id = ${organization} and m.group_id = ${group} order by m.member_type, m.member_id`.execute(tx);
  return rows;
}

/** Counts a change of its name or members, and sets the name. */
export async function saveGroup(tx: TenantTx, organization: OrganizationId, id: GroupId, fields: { name?: string }): Promise<void> {
  await tx
    .updateTable('groups')
    .set((row) => ({ ...fields, version: row('version', '+', 1) }))
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .execute();
}

/** `is true` makes PostgreSQL look each member up in a table of those that go, also by a plan that was made when they were few. */
export async function deleteMembers(tx: TenantTx, organization: OrganizationId, group: GroupId, members: readonly Member[]): Promise<void> {
  await sql`
    delete from group_members m where m.organization_id = ${organization} and m.group_id = ${group} and ((m.member_type, m.member_id) in (
      select gone.type, gone.id from unnest(${members.map(({ type }) => type)}::text[], ${members.map(({ id }) => id)}::text[]) as gone(type, id))) is true`.execute(
    tx,
  );
}

/** With its memberships on both sides, and as Tenant Manager. */
export async function deleteGroup(tx: TenantTx, organization: OrganizationId, id: GroupId): Promise<void> {
  await sql`delete from group_members where organization_id = ${organization} and member_type = 'group' and member_id = ${id}`.execute(tx);
  await sql`delete from tenant_managers where organization_id = ${organization} and member_type = 'group' and member_id = ${id}`.execute(tx);
  await tx.deleteFrom('groups').where('organization_id', '=', organization).where('id', '=', id).execute();
}

export async function countGroups(tx: TenantTx, organization: OrganizationId, q: string | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from groups where organization_id = ${organization} and (${q ?? null}::text is null or starts_with(lower(name), lower(${q ?? ''})))`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
