import type { AssignmentId, Member, OrganizationId, PermissionKey, RoleId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

export type NewAssignment = {
  customer: OrganizationId;
  partner: OrganizationId | null;
  role: string;
  name: string;
  builtIn: boolean;
  members: readonly Member[];
  atoms: readonly AtomKey[];
};

export async function insertAssignment(tx: TenantTx, assignment: NewAssignment): Promise<AssignmentId> {
  const { customer, partner, role, name, builtIn, members, atoms } = assignment;
  const id = newId('asg');
  await tx.insertInto('assignments').values({ organization_id: customer, id, partner_id: partner, role, name, built_in: builtIn }).execute();
  if (members.length > 0) {
    await tx
      .insertInto('assignment_members')
      .values(members.map((member) => ({ organization_id: customer, assignment_id: id, member_type: member.type, member_id: member.id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await replaceAtoms(tx, customer, id, atoms);
  return id;
}

export async function replaceAtoms(tx: TenantTx, customer: OrganizationId, assignment: AssignmentId, atoms: readonly AtomKey[]): Promise<void> {
  await tx.deleteFrom('assignment_atoms').where('organization_id', '=', customer).where('assignment_id', '=', assignment).execute();
  if (atoms.length === 0) return;
  await tx
    .insertInto('assignment_atoms')
    .values([...new Set(atoms)].map((atom) => ({ organization_id: customer, assignment_id: assignment, atom })))
    .execute();
}

/** @param role.partner null: a role of the customer's own people (D27) */
export async function insertRole(
  tx: TenantTx,
  role: { customer: OrganizationId; partner: OrganizationId | null; name: string; permissions: readonly PermissionKey[] },
): Promise<RoleId> {
  const id = newId('role');
  await tx
    .insertInto('roles')
    .values({ organization_id: role.customer, id, partner_id: role.partner, name: role.name, permissions: [...role.permissions] })
    .execute();
  return id;
}
