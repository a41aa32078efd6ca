import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** What each assignment is called: the built-in ones and those of a custom role by their own name. */
export async function namesOfAssignments(tx: TenantTx, customer: OrganizationId): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('assignments').select(['id', 'name']).where('organization_id', '=', customer).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The rooms that have each of these atoms now. */
export async function roomsOfAtoms(tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<Map<AtomKey, Set<string>>> {
  const found = new Map<AtomKey, Set<string>>(atoms.map((atom) => [atom, new Set()]));
  if (atoms.length === 0) return found;
  const rows = await tx
    .selectFrom('room_atoms')
    .select(['atom', 'room_id'])
    .where('organization_id', '=', customer)
    .where('atom', 'in', [...atoms])
    .execute();
  for (const { atom, room_id } of rows) found.get(atom)?.add(room_id);
  return found;
}

export type RoleHeld = { user: UserId; name: string; role: DirectoryRole };

/** Active people of an organization with their directory roles; Tenant Managers also through nested groups (D19). */
export async function directoryRolesHeld(tx: TenantTx, organization: OrganizationId): Promise<RoleHeld[]> {
  const { rows } = await sql<RoleHeld>`
    with recursive managers(type, id) as (
      select member_type, member_id from tenant_managers where organization_id = ${organization}
      union
      select m.member_type, m.member_id from managers d join group_members m on m.group_id = d.id where d.type = 'group' and m.organization_id = ${organization}
    ), held(user_id, role) as (
      select user_id, role from user_roles where organization_id = ${organization}
      union
      select id, 'tenant-manager' from managers where type = 'user'
    )
    select u.id as user, u.name, h.role from held h join users u on u.organization_id = ${organization} and u.id = h.user_id
    where u.active order by u.id, h.role`.execute(tx);
  return rows;
}
