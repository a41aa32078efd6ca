import { type BuiltInRole, type OrganizationId, type PermissionKey, type RoleId, builtInRoles, permissionsOf } from '@keyholder/contract';
import { type SqlBool, sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import { nameKey } from '../../kernel/name-key.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { activePeopleWithRole } from '../directory/index.ts';
import { type Side, builtInNames, builtInsOf } from './roles.rules.ts';

/** A role of one side at one customer. A built-in one has no row of its own: it is what the tables say, at version 1. */
export type RoleRow = Side & {
  id: string;
  name: string;
  builtIn: boolean;
  permissions: PermissionKey[];
  version: number;
};

export const builtInRow = (side: Side, id: BuiltInRole): RoleRow => ({
  ...side,
  id,
  name: builtInNames[id],
  builtIn: true,
  permissions: [...permissionsOf(id)],
  version: 1,
});

const ofSide = ({ customer, partner }: Side) => sql<SqlBool>`organization_id = ${customer} and partner_id is not distinct from ${partner}::text`;
const columns = ['id', 'name', 'version', sql<PermissionKey[]>`permissions`.as('permissions')] as const;

/** The built-in roles of the side, then its custom ones by name. */
export async function listRoles(tx: TenantTx, side: Side): Promise<RoleRow[]> {
  const rows = await tx.selectFrom('roles').select(columns).where(ofSide(side)).orderBy('name').orderBy('id').execute();
  return [...builtInsOf(side).map((id) => builtInRow(side, id)), ...rows.map((row) => ({ ...side, ...row, builtIn: false }))];
}

/** @param id any text: a built-in role of the other side, and a malformed id, are absent */
export async function findRole(tx: TenantTx, side: Side, id: string): Promise<RoleRow | undefined> {
  const builtIn = builtInsOf(side).find((key) => key === id);
  if (builtIn !== undefined) return builtInRow(side, builtIn);
  if (builtInRoles.some((key) => key === id)) return undefined;
  const row = await tx
    .selectFrom('roles')
    .select(columns)
    .where(ofSide(side))
    .where('id', '=', id as RoleId) // compared as text
    .executeTakeFirst();
  return row && { ...side, ...row, builtIn: false };
}

/** Whether another custom role of this side has the name, by `nameKey` (D27: the sides do not meet). They are few: `roleLimits`. */
export async function isNameTaken(tx: TenantTx, side: Side, name: string, but?: string): Promise<boolean> {
  const rows = await tx.selectFrom('roles').select(['id', 'name']).where(ofSide(side)).execute();
  return rows.some((row) => row.id !== but && nameKey(row.name) === nameKey(name));
}

export async function countRoles(tx: TenantTx, side: Side): Promise<number> {
  const { count } = await tx
    .selectFrom('roles')
    .select(sql<number>`count(*)`.as('count'))
    .where(ofSide(side))
    .executeTakeFirstOrThrow();
  return count;
}

export type NewRole = Side & { name: string; permissions: readonly PermissionKey[] };

export async function insertRole(tx: TenantTx, { customer, partner, name, permissions }: NewRole): Promise<RoleId> {
  const id = newId('role');
  await tx
    .insertInto('roles')
    .values({ organization_id: customer, id, partner_id: partner, name, permissions: [...permissions] })
    .execute();
  return id;
}

export async function updateRole(
  tx: TenantTx,
  { customer, id }: Pick<RoleRow, 'customer' | 'id'>,
  to: { name: string; permissions: readonly PermissionKey[] },
): Promise<void> {
  await tx
    .updateTable('roles')
    .set((row) => ({ name: to.name, permissions: [...to.permissions], version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', id as RoleId) // of a row that was read
    .execute();
}

/** With its assignments: a role that nobody can find gives nothing. @returns how many assignments went with it */
export async function deleteRole(tx: TenantTx, { customer, partner, id }: Side & { id: string }): Promise<number> {
  const gone = await tx.deleteFrom('assignments').where(ofSide({ customer, partner })).where('role', '=', id).executeTakeFirst();
  await tx
    .deleteFrom('roles')
    .where('organization_id', '=', customer)
    .where('id', '=', id as RoleId) // of a row that was read
    .execute();
  return Number(gone.numDeletedRows);
}

/** How a role is used: the number of its assignments, the active people behind them, each once, and all atoms it is given over. */
export type RoleUse = { assignments: number; people: number; atoms: AtomKey[] };

/**
 * The use of each role of a side, by its id; one that nobody holds has none. Managed Service Administrator is held in the
 * directory, every other one through assignments.
 */
export async function useOfRoles(tx: TenantTx, side: Side, roles: readonly string[]): Promise<Map<string, RoleUse>> {
  const use = await useByAssignments(tx, side, roles);
  if (side.partner === null && roles.includes('managed-service-admin')) {
    const holders = await activePeopleWithRole(tx, side.customer, 'managed-service-admin');
    use.set('managed-service-admin', { assignments: 0, people: holders.length, atoms: [] });
  }
  return use;
}

async function useByAssignments(tx: TenantTx, { customer, partner }: Side, roles: readonly string[]): Promise<Map<string, RoleUse>> {
  const home: OrganizationId = partner ?? customer;
  const { rows } = await sql<{ role: string } & RoleUse>`
    with recursive held as materialized (
      select a.id, a.role from assignments a
      where a.organization_id = ${customer} and a.partner_id is not distinct from ${partner}::text and a.role = any(${[...roles]}::text[])
    ), down(role, type, id) as (
      select h.role, m.member_type, m.member_id from held h join assignment_members m on m.organization_id = ${customer} and m.assignment_id = h.id
      union
      select d.role, m.member_type, m.member_id from down d join group_members m on m.organization_id = ${home} and m.group_id = d.id where d.type = 'group'
    ), staffed as (
      select d.role, count(*) as people from down d join users u on u.organization_id = ${home} and u.id = d.id where d.type = 'user' and u.active group by d.role
    )
    select h.role, count(*) as assignments, coalesce((select s.people from staffed s where s.role = h.role), 0) as people,
      coalesce((select array_agg(distinct t.atom) from assignment_atoms t
        where t.organization_id = ${customer} and t.assignment_id = any(array_agg(h.id))), '{}') as atoms
    from held h group by h.role`.execute(tx);
  return new Map(rows.map(({ role, ...use }) => [role, use]));
}
