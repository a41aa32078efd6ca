import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type AssignmentRow, deleteAssignment as removeAssignment } from './assignments.store.ts';
import { ledgersOfSide } from './create-role.ts';
import { againstUnassigning } from './role-offers.rules.ts';
import type { RoleRow } from './roles.store.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { standingOf } from './standing.ts';

/** Takes an assignment back, by its own side or by the customer of a partner (D30). Assigned admins stays (D68). */
export async function deleteAssignment(
  tx: TenantTx,
  call: Call,
  authority: Authority,
  scopes: EstateScopes,
  role: RoleRow,
  row: AssignmentRow,
): Promise<Result<AssignmentRow, 'forbidden' | 'exceeds_own_rights' | 'exceeds_scope'>> {
  const refused = againstUnassigning(await standingOf(tx, authority, role, row.atoms), row, role);
  if (refused !== undefined) return refuse(refused.code);
  const { id, name, members, atoms } = row;
  const scope = await scopes.describeScope(tx, row.customer, atoms);
  await removeAssignment(tx, row);
  await appendAudit(tx, call, {
    action: 'assignment.deleted',
    ...ledgersOfSide(row),
    target: { type: 'assignment', id, name },
    changes: { before: { role: role.id, name, members, scope } },
  });
  return ok(row);
}
