import { type OrganizationId, type RoleRef, builtInRoles } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readRoleNames } from './access-names.store.ts';

/** Built-in and directory roles are called by their key: the portal has words for them. @param name of a custom one */
export const roleRef = (id: string, name: string | null): RoleRef => ({ id, name: name ?? id, builtIn: isBuiltIn(id) });
const isBuiltIn = (id: string): boolean => builtInRoles.some((one) => one === id);

/** The roles held at each of these customers, in their order, by one statement. What was deleted since holds nothing: it is left out. */
export async function rolesHeldAt(tx: TenantTx, authority: Pick<Authority, 'rolesAt'>, customers: readonly OrganizationId[]): Promise<RoleRef[][]> {
  const held = customers.map((customer) => ({ customer, roles: authority.rolesAt(customer) }));
  const nameOf = await readRoleNames(
    tx,
    customers,
    held.flatMap(({ roles }) => roles.filter((id) => !isBuiltIn(id))),
  );
  return held.map(({ customer, roles }) =>
    roles.flatMap((id) => {
      const name = isBuiltIn(id) ? null : nameOf(customer, id);
      return name === undefined ? [] : [roleRef(id, name)];
    }),
  );
}
