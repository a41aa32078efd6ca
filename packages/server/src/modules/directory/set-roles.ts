import type { GivenRole } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readOrganizations } from '../organizations/index.ts';
import { objectionToRoles } from './directory.rules.ts';
import { activePeopleWithRole } from './people-with-role.store.ts';
import { type UserRow, readUser, replaceRoles } from './people.store.ts';
import { recordChange } from './record-change.ts';

type Refusals = 'requires_global_admin' | 'exceeds_own_rights' | 'last_global_admin' | 'version_outdated' | 'not_found';

/**
 * Sets the directory roles of a person, all at once; being Tenant Manager is not among them (D19, D28, D67). Under the
 * organization's exclusive lock: of two Global Admins who take the role from each other one is refused.
 *
 * @param ifMatch the version that the caller has seen
 */
export async function setRoles(
  tx: TenantTx,
  call: Call<Person>,
  { organization, id }: UserRow,
  roles: readonly GivenRole[],
  ifMatch: number | undefined,
): Promise<Result<UserRow, Refusals>> {
  const author = await readUser(tx, call.actor.organization, call.actor.user);
  const person = await readUser(tx, organization, id);
  if (person === undefined) return refuse('not_found');
  if (ifMatch !== undefined && ifMatch !== person.version) return refuse('version_outdated');
  const [home] = await readOrganizations(tx, [organization]);
  const globalAdmins = await activePeopleWithRole(tx, organization, 'global-admin');
  const before = person.roles.filter((role) => role !== 'tenant-manager');
  const after = [...new Set(roles)].toSorted();
  const objection = objectionToRoles(author?.roles ?? [], {
    before,
    after,
    operator: home?.operator === true,
    otherGlobalAdmins: globalAdmins.filter((one) => one !== id).length,
  });
  if (objection !== undefined) return refuse(objection);
  if (after.length === before.length && after.every((role) => before.includes(role))) return ok(person);
  await replaceRoles(tx, organization, id, after);
  await recordChange(tx, call, organization, [], {
    action: 'user.roles_set',
    target: { type: 'user', id, name: person.name },
    changes: { before: { roles: before }, after: { roles: after } },
  });
  return (await readUser(tx, organization, id).then((now) => now && ok(now))) ?? refuse('not_found');
}
