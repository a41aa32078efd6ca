import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { ledgersOfSide } from './create-role.ts';
import { againstDeletingRole } from './role-offers.rules.ts';
import { type RoleRow, deleteRole as removeRole } from './roles.store.ts';
import type { Standing } from './standing.ts';

/**
 * Deletes a custom role with every assignment of it: a role in use is no reason to refuse, the rehearsal shows who loses what
 * (D30, D53). Built-in roles stay (D68).
 *
 * @param under the atoms over which the role is assigned
 */
export async function deleteRole(
  tx: TenantTx,
  call: Call,
  standing: Standing,
  role: RoleRow,
  under: readonly AtomKey[],
): Promise<Result<RoleRow, 'forbidden' | 'exceeds_own_rights' | 'exceeds_scope'>> {
  const refused = againstDeletingRole(standing, role, under);
  if (refused !== undefined) return refuse(refused.code);
  const assignments = await removeRole(tx, role);
  await appendAudit(tx, call, {
    action: 'role.deleted',
    ...ledgersOfSide(role),
    target: { type: 'role', id: role.id, name: role.name },
    changes: { before: { name: role.name, permissions: role.permissions, assignments } },
  });
  return ok(role);
}
