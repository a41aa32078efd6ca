import {
  type DirectoryRole,
  type OrganizationId,
  type PermissionKey,
  type UserId,
  builtInRoles,
  isPermissionKey,
  permissionsOf,
} from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { ActorFacts, type AssignmentFacts, type CustomerFacts, type MemberKey, factsOf } from './facts.ts';

const primaryAdminMay = new Set<PermissionKey>(permissionsOf('primary-admin'));
const builtIn = new Map<string, readonly PermissionKey[]>(builtInRoles.map((role) => [role, permissionsOf(role)]));

type ActorRow = {
  user: UserId;
  organization: OrganizationId;
  active: boolean | null;
  roles: DirectoryRole[] | null;
  groups: string[] | null;
  customers: OrganizationId[] | null;
};

/** Who is not there, or not any more, may do nothing. */
export const nobodyThere = (organization: OrganizationId, user: UserId): ActorFacts =>
  new ActorFacts({ user, organization, active: false, roles: new Set(), memberKeys: [`user:${user}`], delegatedBy: [] });

/**
 * Persons, by one statement whatever their number; who does not exist is left out: directory roles (Tenant Manager also through a group, D19), groups through
 * nested ones, and the customers that delegate to the person's organization.
 */
export async function loadActors(tx: TenantTx, people: ReadonlyMap<UserId, OrganizationId>): Promise<Map<UserId, ActorFacts>> {
  if (people.size === 0) return new Map();
  const { rows } = await sql<ActorRow>`
    with recursive asked as (
      select * from unnest(${[...people.values()]}::text[], ${[...people.keys()]}::text[]) as t(organization_id, user_id)
    ), up(organization_id, user_id, group_id) as (
      select a.organization_id, a.user_id, m.group_id
      from asked a join group_members m on m.organization_id = a.organization_id and m.member_type = 'user' and m.member_id = a.user_id
      union
      select m.organization_id, up.user_id, m.group_id
      from group_members m join up on m.member_id = up.group_id and m.organization_id = up.organization_id and m.member_type = 'group'
    )
    select a.user_id as user, a.organization_id as organization,
      (select u.active and o.state = 'active' from users u join organizations o on o.id = u.organization_id where u.organization_id = a.organization_id and u.id = a.user_id) as active,
      (select array_agg(role) from (
        select role from user_roles where organization_id = a.organization_id and user_id = a.user_id
        union all select 'tenant-manager' where exists (
          select from tenant_managers t where t.organization_id = a.organization_id and (
            (t.member_type = 'user' and t.member_id = a.user_id)
            or (t.member_type = 'group' and t.member_id in (select group_id from up where up.user_id = a.user_id))))) held) as roles,
      (select array_agg(group_id) from up where up.user_id = a.user_id) as groups,
      (select array_agg(d.organization_id order by d.organization_id) from delegations d where d.partner_id = a.organization_id and d.state = 'active') as customers
    from asked a`.execute(tx);
  const found = new Map<UserId, ActorFacts>();
  for (const { user, organization, active, roles, groups, customers } of rows) {
    if (active === null) continue;
    const memberKeys: MemberKey[] = [`user:${user}`, ...(groups ?? []).map((id): MemberKey => `group:${id}`)];
    found.set(user, new ActorFacts({ user, organization, active, roles: new Set(roles ?? []), memberKeys, delegatedBy: customers ?? [] }));
  }
  return found;
}

type Row = {
  customer: OrganizationId;
  id: string;
  partner: OrganizationId | null;
  role: string;
  built_in: boolean;
  permissions: string[] | null;
  members: string[] | null;
  atoms: string[] | null;
};

/** All that decides at each of these customers, as the transaction sees it. */
export async function loadCustomers(tx: TenantTx, customers: readonly OrganizationId[]): Promise<Map<OrganizationId, CustomerFacts>> {
  const wanted = sql`any(${[...customers]}::text[])`;
  const assignments = await sql<Row>`
    select a.organization_id as customer, a.id, a.partner_id as partner, a.role, a.built_in, r.permissions,
      (select array_agg(m.member_type || ':' || m.member_id) from assignment_members m where m.organization_id = a.organization_id and m.assignment_id = a.id) as members,
      (select array_agg(t.atom) from assignment_atoms t where t.organization_id = a.organization_id and t.assignment_id = a.id) as atoms
    from assignments a left join roles r on r.organization_id = a.organization_id and r.id = a.role
    where a.organization_id = ${wanted} order by a.organization_id, a.id`.execute(tx);
  const delegations = await sql<{ customer: OrganizationId; partner: OrganizationId; change_control: Record<string, string> }>`
    select organization_id as customer, partner_id as partner, change_control from delegations
    where organization_id = ${wanted} and state = 'active'`.execute(tx);
  const byCustomer = Map.groupBy(assignments.rows, ({ customer }) => customer);
  const delegationsOf = Map.groupBy(delegations.rows, ({ customer }) => customer);
  return new Map(customers.map((customer) => [customer, assemble(customer, byCustomer.get(customer) ?? [], delegationsOf.get(customer) ?? [])]));
}

function assemble(
  customer: OrganizationId,
  rows: readonly Row[],
  delegations: readonly { partner: OrganizationId; change_control: Record<string, string> }[],
): CustomerFacts {
  const assignments = rows.map(assignmentOf);
  const within = new Map(assignments.flatMap((one) => (one.builtIn && one.partner !== null ? [[one.partner, one.atoms] as const] : [])));
  return factsOf(
    customer,
    assignments,
    delegations.map(({ partner, change_control }) => ({
      partner,
      within: within.get(partner) ?? new Set(),
      manual: new Set(Object.entries(change_control).flatMap(([key, mode]) => (mode === 'manual' && isPermissionKey(key) ? [key] : []))),
    })),
  );
}

function assignmentOf(row: Row): AssignmentFacts {
  const keys = row.permissions ?? builtIn.get(row.role) ?? [];
  const permissions = keys.filter((key): key is PermissionKey => isPermissionKey(key) && (row.partner === null || primaryAdminMay.has(key)));
  return {
    id: row.id,
    partner: row.partner,
    role: row.role,
    builtIn: row.built_in,
    permissions: new Set(permissions),
    members: new Set((row.members ?? []) as MemberKey[]), // written by this module in exactly this form
    atoms: new Set(row.atoms ?? []),
  };
}
