import { type ErrorCode, type Member, type OrganizationId, type PermissionKey, isId } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../kernel/result.ts';
import type { Call } from '../kernel/call.ts';
import type { TenantTx } from '../kernel/tenant.ts';
import { builtInNames, createAssignment, createRole, findRole, openDelegation, setDelegatedScope } from '../modules/authorization/index.ts';
import { activePeopleBehind } from '../modules/directory/index.ts';
import { getTerms } from '../modules/organizations/index.ts';
import { checkScope, describeScope } from '../modules/rooms/index.ts';
import { type Ids, idOf, membersOf, scopeOf } from './ids.ts';
import { under } from './read-world.ts';
import { assignableRoles } from './references.rules.ts';
import type { World } from './world.schema.ts';

type Side = { customer: OrganizationId; partner: OrganizationId | null };
type AssignmentInFile = Pick<World['customerAssignments'][number], 'role' | 'members' | 'scope'>;

/** Roles and assignments of the customers' own people, then the delegations with theirs. */
export async function loadAccess(tx: TenantTx, call: Call, world: World, ids: Ids): Promise<Result<undefined, ErrorCode>> {
  for (const [n, { customer, ...role }] of world.customerRoles.entries()) {
    const loaded = await loadRole(tx, call, { customer: idOf(ids.organizations, customer), partner: null }, role, ids);
    if (!loaded.ok) return under(`/customerRoles/${n}`, loaded);
  }
  const names = roleNames(world);
  for (const [n, { customer, ...assignment }] of world.customerAssignments.entries()) {
    const loaded = await loadAssignment(tx, call, { customer: idOf(ids.organizations, customer), partner: null }, assignment, names, ids);
    if (!loaded.ok) return under(`/customerAssignments/${n}`, loaded);
  }
  for (const [n, delegation] of world.delegations.entries()) {
    const loaded = await loadDelegation(tx, call, delegation, names, ids);
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
  call: Call,
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
  for (const [n, role] of roles.entries()) {
    const loaded = await loadRole(tx, call, { customer, partner }, role, ids);
    if (!loaded.ok) return under(`/roles/${n}`, loaded);
  }
  for (const [n, assignment] of assignments.entries()) {
    const loaded = await loadAssignment(tx, call, { customer, partner }, assignment, names, ids);
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
  call: Call,
  side: Side,
  { id, name, permissions }: { id: string; name: string; permissions: readonly PermissionKey[] },
  ids: Ids,
): Promise<Result<undefined, ErrorCode>> {
  const made = await createRole(tx, call, 'platform', side, { name, permissions });
  if (!made.ok) return made;
  if (!isId('role', made.value.id)) throw new Error(`a custom role has the id \`${made.value.id}\``);
  ids.roles.set(id, made.value.id);
  return ok(undefined);
}

async function loadAssignment(
  tx: TenantTx,
  call: Call,
  side: Side,
  { role: alias, members, scope }: AssignmentInFile,
  names: ReadonlyMap<string, string>,
  ids: Ids,
): Promise<Result<undefined, ErrorCode>> {
  const role = await findRole(tx, side, isBuiltIn(alias) ? alias : idOf(ids.roles, alias));
  if (role === undefined) throw new Error(`role \`${alias}\` is not there, though its reference was checked`);
  const body = { name: names.get(alias) ?? alias, members: membersOf(ids, members), scope: scopeOf(ids, scope) };
  const made = await createAssignment(tx, call, 'platform', { checkScope, describeScope }, role, body);
  return made.ok ? ok(undefined) : made;
}

const isBuiltIn = (alias: string): boolean => assignableRoles.some((one) => one === alias);

/** An assignment of a file has no name of its own: it is called after its role. */
function roleNames(world: World): Map<string, string> {
  const declared = [...world.customerRoles, ...world.delegations.flatMap(({ roles = [] }) => roles)];
  return new Map([
    ...assignableRoles.map((role): [string, string] => [role, builtInNames[role]]),
    ...declared.map(({ id, name }): [string, string] => [id, name]),
  ]);
}
