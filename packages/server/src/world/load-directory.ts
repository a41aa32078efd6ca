import type { ErrorCode } from '@keyholder/contract';
import { type Result, ok } from '../kernel/result.ts';
import type { TenantTx } from '../kernel/tenant.ts';
import { addMembers, createGroup, createUser } from '../modules/directory/index.ts';
import { addDomain, createOrganization } from '../modules/organizations/index.ts';
import { type Ids, idOf, membersOf } from './ids.ts';
import { under } from './read-world.ts';
import type { World } from './world.schema.ts';

/** Organizations with their domains, people, and groups with their members; groups may name each other in any order. */
export async function loadDirectory(tx: TenantTx, world: World, ids: Ids): Promise<Result<undefined, ErrorCode>> {
  for (const [n, { id: alias, domains, ...given }] of world.organizations.entries()) {
    const id = idOf(ids.organizations, alias);
    await createOrganization(tx, {
      id,
      name: given.name,
      country: given.country,
      partnerEligible: given.partnerEligible === true,
      operator: given.operator === true,
    });
    for (const [m, domain] of domains.entries()) {
      const added = await addDomain(tx, id, domain);
      if (!added.ok)
        return under(`/organizations/${n}/domains/${m}`, { ok: false, code: added.code, detail: added.detail ?? 'belongs to another organization' });
    }
  }
  for (const [n, { id: alias, organization, email, name = alias, active, roles, language }] of world.users.entries()) {
    const created = await createUser(tx, idOf(ids.organizations, organization), { email, name, active, roles, language });
    if (!created.ok) return under(`/users/${n}`, created);
    ids.users.set(alias, created.value);
  }
  for (const { id: alias, organization, name = alias } of world.groups) {
    ids.groups.set(alias, await createGroup(tx, idOf(ids.organizations, organization), name));
  }
  for (const [n, { id: alias, organization, members }] of world.groups.entries()) {
    const added = await addMembers(tx, idOf(ids.organizations, organization), idOf(ids.groups, alias), membersOf(ids, members));
    if (!added.ok) return under(`/groups/${n}`, added);
  }
  return ok(undefined);
}
