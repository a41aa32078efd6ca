import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { nameBeginsWith } from '../directory/index.ts';
import { administrators } from './administrators.ts';
import { ActorFacts, type MemberKey } from './facts.ts';

/** Everybody behind these members, by organization; administrators of `home` are added, or left out, whatever else they are. */
export type Holders = {
  members: readonly { organization: OrganizationId; member: MemberKey }[];
  home: OrganizationId;
  administrators: 'in' | 'out';
};
export type PersonKey = readonly [name: string, organization: string, id: string];
export type PersonRow = { id: UserId; name: string; organization: OrganizationId; organizationName: string };

/** A person with what decides about it, and the way up to each of its groups. */
export type Known = PersonRow & {
  facts: ActorFacts;
  /** from the named group down to the one the person is in; empty for the person itself */
  wayFrom: (member: MemberKey) => readonly Group[];
};
type Group = { id: string; name: string };

/** The active people of active organizations behind `holders`, by one statement: by name where `order` says so, else by organization and id. `named`: those whose name, or a later word of it, begins so. */
export async function pageOfPeople(
  tx: TenantTx,
  holders: Holders,
  page: { order: 'name' | 'id'; after: PersonKey | undefined; only?: UserId | undefined; named?: string | undefined; limit: number },
): Promise<Known[]> {
  const { members, home } = holders;
  const isAdministrator = sql`select r.user_id from user_roles r where r.organization_id = ${home} and r.role = any (${[...administrators]}::text[])`;
  const [name = '', organization = '', id = ''] = page.after ?? [];
  const first = (people: string) => (page.order === 'name' ? sql`${sql.ref(people)}.name, ` : sql``);
  const beyond =
    page.order === 'name'
      ? sql`(u.name, u.organization_id, u.id) > (${name}, ${organization}, ${id})`
      : sql`(u.organization_id, u.id) > (${organization}, ${id})`;
  const called = page.named === undefined ? sql`true` : nameBeginsWith(sql`u.name`, page.named);
  const { rows } = await sql<Row>`
    with recursive down(organization_id, type, id) as (
      select * from unnest(${members.map((one) => one.organization)}::text[], ${members.map(({ member }) => member.slice(0, member.indexOf(':')))}::text[], ${members.map(({ member }) => member.slice(member.indexOf(':') + 1))}::text[])
      union
      select m.organization_id, m.member_type, m.member_id from down d
        join group_members m on m.organization_id = d.organization_id and m.group_id = d.id where d.type = 'group'
    ), found as (
      select d.organization_id, d.id from down d where d.type = 'user'
        and ${holders.administrators === 'in' ? sql`true` : sql`not (d.organization_id = ${home} and d.id in (${isAdministrator}))`}
      ${holders.administrators === 'in' ? sql`union select ${home}, a.user_id from (${isAdministrator}) as a` : sql``}
    ), people as (
      select u.organization_id, u.id, u.name, o.name as organization_name, true as active
      from found f join users u on u.organization_id = f.organization_id and u.id = f.id join organizations o on o.id = u.organization_id
      where u.active and o.state = 'active' and ${page.after === undefined ? sql`true` : beyond} and ${page.only === undefined ? sql`true` : sql`u.id = ${page.only}`} and ${called}
      order by ${first('u')}u.organization_id, u.id limit ${page.limit}
    ), ${upwards}
    select ${columns} from people p order by ${first('p')}p.organization_id, p.id`.execute(tx);
  return knownOf(rows);
}

/** These people as they are now, whether active or not; whoever is of none of these organizations is left out. */
export async function knowPeople(tx: TenantTx, organizations: readonly OrganizationId[], users: readonly UserId[]): Promise<Map<UserId, Known>> {
  if (users.length === 0 || organizations.length === 0) return new Map();
  const { rows } = await sql<Row>`
    with recursive people as (
      select u.organization_id, u.id, u.name, o.name as organization_name, u.active and o.state = 'active' as active
      from users u join organizations o on o.id = u.organization_id
      where u.organization_id = any (${[...organizations]}::text[]) and u.id = any (${[...users]}::text[])
    ), ${upwards}
    select ${columns} from people p`.execute(tx);
  return new Map(knownOf(rows).map((person) => [person.id, person]));
}

/** Every membership between the people of the statement and the groups above them, once, whoever of them it leads to. */
const upwards = sql`up(organization_id, member_id, group_id) as (
      select m.organization_id, m.member_id, m.group_id from people p
        join group_members m on m.organization_id = p.organization_id and m.member_type = 'user' and m.member_id = p.id
      union
      select m.organization_id, m.member_id, m.group_id from up u
        join group_members m on m.organization_id = u.organization_id and m.member_type = 'group' and m.member_id = u.group_id
    ), ways as materialized (
      select json_agg(json_build_array(u.member_id, u.group_id, g.name) order by u.group_id, u.member_id) as ups
      from up u join groups g on g.organization_id = u.organization_id and g.id = u.group_id
    )`;
const columns = sql`p.id, p.name, p.organization_id as organization, p.organization_name as "organizationName", p.active,
      (select array_agg(r.role) from user_roles r where r.organization_id = p.organization_id and r.user_id = p.id) as roles,
      case when row_number() over () = 1 then (select ups from ways) end as ups`;
type Row = PersonRow & { active: boolean; roles: DirectoryRole[] | null; ups: Up[] | null };
type Up = readonly [member: string, group: string, name: string];

/** @param rows one of which brings the memberships of all */
function knownOf(rows: readonly Row[]): Known[] {
  const above = Map.groupBy(
    rows.flatMap(({ ups }) => ups ?? []),
    ([member]) => member,
  );
  return rows.map(({ id, name, organization, organizationName, active, roles }) => {
    const ways = waysUp(id, above);
    return {
      id,
      name,
      organization,
      organizationName,
      facts: new ActorFacts({
        user: id,
        organization,
        active,
        roles: new Set(roles ?? []),
        memberKeys: [`user:${id}`, ...[...ways.keys()].map((group): MemberKey => `group:${group}`)],
        delegatedBy: [], // decides about rights at home only, which nobody explains
      }),
      wayFrom: (member) => ways.get(member.slice(member.indexOf(':') + 1)) ?? [],
    };
  });
}

/** Group → the shortest way from it down to the group that holds the person: breadth first, each group once. */
function waysUp(person: string, above: ReadonlyMap<string, readonly Up[]>): Map<string, readonly Group[]> {
  const ways = new Map<string, readonly Group[]>();
  let level: string[] = [person];
  while (level.length > 0) {
    const next: string[] = [];
    for (const member of level) {
      for (const [, group, name] of above.get(member) ?? []) {
        if (ways.has(group)) continue;
        ways.set(group, [{ id: group, name }, ...(ways.get(member) ?? [])]);
        next.push(group);
      }
    }
    level = next;
  }
  return ways;
}
