import { type AllowedAction, type PermissionCell, type Role, isOffered, permissions, requiredBy } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import { roleOffers } from './role-offers.rules.ts';
import { type Side, neverIn } from './roles.rules.ts';
import type { RoleRow, RoleUse } from './roles.store.ts';
import type { Standing } from './standing.ts';

const unused: RoleUse = { assignments: 0, people: 0, atoms: [] };

/** @param standing with the rooms among the atoms of `use` */
export const roleView = (row: RoleRow, use: RoleUse | undefined, standing: Standing): Role =>
  roleSeen(row, use, roleOffers(standing, row, atomsOf(use)));

export const atomsOf = (use: RoleUse | undefined): readonly AtomKey[] => (use ?? unused).atoms;

/** What is there no more offers nothing. */
export const deletedRole = (row: RoleRow): Role => roleSeen(row, undefined, []);

function roleSeen(row: RoleRow, use: RoleUse = unused, allowedActions: AllowedAction[]): Role {
  const { id, customer, partner, name, builtIn, version } = row;
  return {
    id,
    customer,
    partner,
    name,
    builtIn,
    permissions: [...row.permissions],
    notOffered: row.permissions.filter((key) => !isOffered(key)),
    assignments: use.assignments,
    people: use.people,
    version,
    allowedActions,
  };
}

/** The permission matrix as this reader may use it: what it could put into a custom role, and why not the rest. */
export function matrixFor({ author, decision, own }: Standing, side: Side): PermissionCell[] {
  return permissions.map(({ key, area, title, table, event }): PermissionCell => {
    const never = neverIn(side, key) !== undefined;
    const lacks = never || author.grant(key) === undefined;
    const reason = decision.outcome === 'deny' ? decision.code : own ? undefined : 'forbidden';
    const why = reason ?? (lacks ? 'exceeds_own_rights' : undefined);
    return {
      key,
      area,
      title,
      table,
      event,
      offered: isOffered(key),
      needs: [...requiredBy(key)],
      grantable: why === undefined,
      ...(why === undefined ? {} : { reason: why }),
      ...(never ? { never } : {}),
    };
  });
}
