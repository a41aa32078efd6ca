import type { Call } from '../../kernel/call.ts';
import { mixedName } from '../../kernel/mixed-alphabets.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type RoleInBody, type RoleRefusal, ledgersOfSide, nameIsUsed, nameTaken, soundPermissions } from './create-role.ts';
import { againstChangingRole } from './role-offers.rules.ts';
import { objectionTo } from './roles.rules.ts';
import { type RoleRow, findRole, updateRole } from './roles.store.ts';
import type { Standing } from './standing.ts';

type Refusals = Exclude<RoleRefusal, 'too_many'> | 'exceeds_scope';

/**
 * Changes a custom role, and at once what everybody has who holds it. What is added must be the author's to give over every
 * scope in which the role is assigned (D28); taking away is free to whoever has all that the role gives (A55, A58).
 *
 * @param standing with the rooms among the atoms under the role
 * @param under the atoms over which the role is assigned
 */
export async function changeRole(
  tx: TenantTx,
  call: Call,
  standing: Standing,
  role: RoleRow,
  under: readonly string[],
  body: Partial<RoleInBody>,
): Promise<Result<RoleRow, Refusals>> {
  const refused = againstChangingRole(standing, role, under);
  if (refused !== undefined) return refuse(refused.code);
  const permissions = soundPermissions(standing, role, body.permissions ?? role.permissions, role.permissions);
  if (!permissions.ok) return permissions;
  const added = permissions.value.filter((key) => !role.permissions.includes(key));
  const objection = added.length === 0 ? undefined : objectionTo(standing.author, { permissions: added, atoms: under }, standing.atomsOf);
  if (objection !== undefined) return refuse(objection.code, { pointer: '/permissions' });
  if (body.name !== undefined && body.name !== role.name) {
    const mixed = mixedName(body.name);
    if (mixed !== undefined) return mixed;
    if (await nameIsUsed(tx, role, body.name, role.id)) return nameTaken;
  }
  const before = { name: role.name, permissions: role.permissions.toSorted() };
  const after = { name: body.name ?? role.name, permissions: permissions.value.toSorted() };
  if (JSON.stringify(before) === JSON.stringify(after)) return ok(role);

  await updateRole(tx, role, { name: after.name, permissions: after.permissions });
  await appendAudit(tx, call, {
    action: 'role.modified',
    ...ledgersOfSide(role),
    target: { type: 'role', id: role.id, name: after.name },
    changes: { before, after },
  });
  const now = await findRole(tx, role, role.id);
  if (now === undefined) throw new Error(`role \`${role.id}\` vanished while it was changed`);
  return ok(now);
}
