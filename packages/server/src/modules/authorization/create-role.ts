import { type PermissionKey, isPermissionKey, roleLimits } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { mixedName } from '../../kernel/mixed-alphabets.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Side, beyondRights, isBuiltInName, unsoundPermissions } from './roles.rules.ts';
import { type RoleRow, countRoles, findRole, insertRole, isNameTaken } from './roles.store.ts';
import type { Giver } from './standing.ts';

export type RoleInBody = { name: string; permissions: readonly (PermissionKey | '*')[] };
export type RoleRefusal = 'exceeds_own_rights' | 'permission_requires' | 'mixed_alphabets' | 'already_exists' | 'too_many' | 'forbidden';

/** A custom role, of the customer's own people or of one partner at this customer (D26–D28). Rights are looked at before the rest (A51). */
export async function createRole(
  tx: TenantTx,
  call: Call,
  giver: Giver,
  side: Side,
  { name, permissions }: RoleInBody,
): Promise<Result<RoleRow, RoleRefusal>> {
  const sound = soundPermissions(giver, side, permissions, []);
  if (!sound.ok) return sound;
  const mixed = giver === 'platform' ? undefined : mixedName(name);
  if (mixed !== undefined) return mixed;
  if (await nameIsUsed(tx, side, name)) return nameTaken;
  if ((await countRoles(tx, side)) >= roleLimits.roles) return refuse('too_many', { detail: `there are ${roleLimits.roles} custom roles already` });
  const id = await insertRole(tx, { ...side, name, permissions: sound.value });
  const made = await findRole(tx, side, id);
  if (made === undefined) throw new Error(`role \`${id}\` vanished as it was made`);
  await appendAudit(tx, call, {
    action: 'role.created',
    ...ledgersOfSide(side),
    target: { type: 'role', id, name },
    changes: { after: { name, permissions: made.permissions } },
  });
  return ok(made);
}

export const nameTaken = refuseAt('/name', 'already_exists', 'is the name of another role here');
export const nameIsUsed = async (tx: TenantTx, side: Side, name: string, but?: string): Promise<boolean> =>
  isBuiltInName(name) || isNameTaken(tx, side, name, but);

/**
 * Each permission once, if its author may give it and none lacks what it needs.
 *
 * @param had what the role holds already
 */
export function soundPermissions(
  giver: Giver,
  { partner }: Pick<Side, 'partner'>,
  permissions: readonly (PermissionKey | '*')[],
  had: readonly PermissionKey[],
): Result<PermissionKey[], 'exceeds_own_rights' | 'permission_requires'> {
  const beyond = giver === 'platform' ? [] : beyondRights(giver.author, { partner }, permissions, had, '/permissions');
  if (beyond.length > 0) return refuse('exceeds_own_rights', { faults: beyond });
  const keys = permissions.filter(isPermissionKey);
  const unsound = unsoundPermissions(keys, '/permissions');
  return unsound.length > 0 ? refuse('permission_requires', { faults: unsound }) : ok([...new Set(keys)]);
}

/** Both sides of a relationship keep what is done to its roles; the customer alone what concerns its own people (D47). */
export const ledgersOfSide = ({ customer, partner }: Side) => ({
  customer,
  partner: partner ?? undefined,
  ledgers: partner === null ? [customer] : [customer, partner],
});
