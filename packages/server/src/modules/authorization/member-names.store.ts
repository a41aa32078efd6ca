import type { Member, OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type NamedMember = { type: Member['type']; id: string; name: string; active: boolean };

/** Of these members, those who are there, by `user:usr_…` or `group:grp_…`; what was deleted, and strangers, are left out. */
export async function namedMembers(tx: TenantTx, organization: OrganizationId, members: readonly Member[]): Promise<Map<string, NamedMember>> {
  const of = (type: Member['type']) => members.filter((member) => member.type === type).map(({ id }) => id);
  const { rows } = await sql<NamedMember>`
    select 'user' as type, id, name, active from users where organization_id = ${organization} and id = any(${of('user')}::text[])
    union all select 'group', id, name, true from groups where organization_id = ${organization} and id = any(${of('group')}::text[])`.execute(tx);
  return new Map(rows.map((row) => [memberKey(row), row]));
}

export const memberKey = ({ type, id }: { type: string; id: string }): string => `${type}:${id}`;

/** How many active people stand behind each assignment, each once, through nested groups; one with nobody is left out. */
export async function peopleOfAssignments(
  tx: TenantTx,
  customer: OrganizationId,
  home: OrganizationId,
  assignments: readonly string[],
): Promise<Map<string, number>> {
  if (assignments.length === 0) return new Map();
  const { rows } = await sql<{ id: string; people: number }>`
    with recursive down(assignment, type, id) as (
      select m.assignment_id, m.member_type, m.member_id from assignment_members m
        where m.organization_id = ${customer} and m.assignment_id = any(${[...assignments]}::text[])
      union
      select d.assignment, m.member_type, m.member_id from down d join group_members m on m.organization_id = ${home} and m.group_id = d.id where d.type = 'group'
    )
    select d.assignment as id, count(*) as people from down d join users u on u.organization_id = ${home} and u.id = d.id
    where d.type = 'user' and u.active group by d.assignment`.execute(tx);
  return new Map(rows.map(({ id, people }) => [id, people]));
}
