import { type ErrorCode, type Member, type OrganizationId, type PermissionKey } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../kernel/result.ts';
import type { TenantTx } from '../kernel/tenant.ts';
import { insertAssignment, insertRole, openDelegation, setDelegatedScope } from '../modules/authorization/index.ts';
import { activePeopleBehind } from '../modules/directory/index.ts';
import { getTerms } from '../modules/organizations/index.ts';
import { checkScope } from '../modules/rooms/index.ts';
import { type Ids, idOf, membersOf, scopeOf } from './ids.ts';
import { under } from './read-world.ts';
import { assignableRoles } from './references.rules.ts';
import type { World } from './world.schema.ts';

type Side = { customer: OrganizationId; partner: OrganizationId | null };
type AssignmentInFile = Pick<World['customerAssignments'][number], 'role' | 'members' | 'scope'>;

/** Roles and assignments of the customers' own people, then the delegations with theirs. */
export async function loadAccess(tx: TenantTx, world: World, ids: Ids): Promise<Result<undefined, ErrorCode>> {
  for (const { customer, ...role } of world.customerRoles)
    await loadRole(tx, { customer: idOf(ids.organizations, customer), partner: null }, role, ids);
  const names = roleNames(world);
  for (const [n, { customer, ...assignment }] of world.customerAssignments.entries()) {
    const loaded = await loadAssignment(tx, { customer: idOf(ids.organizations, customer), partner: null }, assignment, names, ids);
    if (!loaded.ok) return under(`/customerAssignments/${n}`, loaded);
  }
  for (const [n, delegation] of world.delegations.entries()) {
    const loaded = await loadDelegation(tx, delegation, names, ids);
    if (!loaded.ok) return under(`/delegations/${n}`, loaded);
  }
  return ok(undefined);
}

/**
 * Opens a delegation over all rooms, makes its roles and assignments, then narrows Assigned admins to its scope: so an
 * assignment may reach beyond the delegation, and D23 cuts it (api.md, World files).
 */
async function loadDelegation(
  tx: TenantTx,
  delegation: World['delegations'][number],
  names: ReadonlyMap<string, string>,
  ids: Ids,
): Promise<Result<undefined, ErrorCode>> {
  const { changeControl = {}, roles = [], assignments = [] } = delegation;
  const customer = idOf(ids.organizations, delegation.customer);
  const partner = idOf(ids.organizations, delegation.partner);
  const primaryAdmins = membersOf(ids, delegation.primaryAdmins);
  const idle = await firstIdle(tx, partner, primaryAdmins);
  if (idle !== -1) return refuseAt(`/primaryAdmins/${idle}`, 'primary_admin_not_in_effect', 'has no active person of this partner behind it'); // D15
  const terms = await getTerms(tx);
  await openDelegation(tx, { customer, partner, scope: ['all'], primaryAdmins, changeControl, termsVersion: terms.version });
  for (const role of roles) await loadRole(tx, { customer, partner }, role, ids);
  for (const [n, assignment] of assignments.entries()) {
    const loaded = await loadAssignment(tx, { customer, partner }, assignment, names, ids);
    if (!loaded.ok) return under(`/assignments/${n}`, loaded);
  }
  const scope = await checkScope(tx, customer, scopeOf(ids, delegation.scope), '/scope');
  if (!scope.ok) return scope;
  await setDelegatedScope(tx, customer, partner, scope.value);
  return ok(undefined);
}

async function firstIdle(tx: TenantTx, partner: OrganizationId, members: readonly Member[]): Promise<number> {
  return (await activePeopleBehind(tx, partner, members)).findIndex((people) => people === 0);
}

async function loadRole(
  tx: TenantTx,
  side: Side,
  role: { id: string; name: string; permissions: readonly PermissionKey[] },
  ids: Ids,
): Promise<void> {
  ids.roles.set(role.id, await insertRole(tx, { ...side, name: role.name, permissions: [...new Set(role.permissions)] }));
}

async function loadAssignment(
  tx: TenantTx,
  side: Side,
  { role, members, scope }: AssignmentInFile,
  names: ReadonlyMap<string, string>,
  ids: Ids,
): Promise<Result<undefined, ErrorCode>> {
  const atoms = await checkScope(tx, side.customer, scopeOf(ids, scope), '/scope');
  if (!atoms.ok) return atoms;
  await insertAssignment(tx, {
    ...side,
    role: assignableRoles.some((one) => one === role) ? role : idOf(ids.roles, role),
    name: names.get(role) ?? role,
    builtIn: false,
    members: membersOf(ids, members),
    atoms: atoms.value,
  });
  return ok(undefined);
}

/** An assignment of a file has no name of its own: it is called after its role. */
function roleNames(world: World): Map<string, string> {
  const declared = [...world.customerRoles, ...world.delegations.flatMap(({ roles = [] }) => roles)];
  return new Map([
    ['site-lead', 'Site Lead'],
    ['site-tech', 'Site Tech'],
    ['auditor', 'Auditor'],
    ...declared.map(({ id, name }): [string, string] => [id, name]),
  ]);
}
