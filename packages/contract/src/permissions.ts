import { Type } from 'typebox';
import { permissionTable } from '../generated/permissions.ts';

export type PermissionKey = (typeof permissionTable)[number]['key'];
export type Permission = {
  key: PermissionKey;
  area: string;
  title: string;
  table: 1 | 2;
  holders: readonly string[];
  event: boolean;
  own: readonly string[];
};
export const permissions: readonly Permission[] = permissionTable;
export const permissionKeys: readonly PermissionKey[] = permissions.map(({ key }) => key);
/** Of what Keyholder adds to Table 1, the permissions whose feature is there; the others can be given and do nothing yet. */
const addedAndOffered: readonly PermissionKey[] = ['changes.view', 'audit.view', 'audit.export', 'partners.view', 'partners.manage'];
export const isOffered = (key: PermissionKey): boolean =>
  permissionTable.some((permission) => permission.key === key && permission.table === 1) || addedAndOffered.includes(key);
const known = new Set<string>(permissionKeys);
export const isPermissionKey = (key: string): key is PermissionKey => known.has(key);

/** The wire form of a permission key. */
export const PermissionKeySchema = Type.Unsafe<PermissionKey>(Type.Enum([...permissionKeys]));

/** The change-control events: what a partner may hold and the customer may want to approve (D05). */
export const eventKeys: readonly PermissionKey[] = permissions.filter(({ event }) => event).map(({ key }) => key);
export const EventModeSchema = Type.Enum(['auto', 'manual']);
export type EventMode = 'auto' | 'manual';

export const builtInRoles = ['managed-service-admin', 'site-lead', 'site-tech', 'auditor', 'primary-admin'] as const;
export type BuiltInRole = (typeof builtInRoles)[number];
/** The permissions of a built-in role, from the tables alone (76 cells of Table 1, and what Keyholder adds). */
export const permissionsOf = (role: BuiltInRole): readonly PermissionKey[] =>
  permissions.filter(({ holders }) => holders.includes(role)).map(({ key }) => key);

/** Directory roles: given to a person of an organization, not through an assignment. */
export const directoryRoles = [
  'global-admin',
  'managed-service-admin',
  'tenant-manager',
  'billing-admin',
  'helpdesk-admin',
  'admin-agent',
  'helpdesk-agent',
  'sales-agent',
  'operator',
] as const;
export type DirectoryRole = (typeof directoryRoles)[number];

const area = (key: PermissionKey): string => key.slice(0, key.indexOf('.'));
/**
 * What `key` needs beside it in the same role: its area's View; for `reports.create_incident` any one of two
 * (product.md, Table 1). An empty list needs nothing.
 */
export function requiredBy(key: PermissionKey): readonly PermissionKey[] {
  if (key === 'reports.create_incident') return ['reports.view', 'rooms.view'];
  const view = `${area(key)}.view`;
  return view !== key && isPermissionKey(view) ? [view] : [];
}
/** The first permission that lacks what it needs, or undefined (422 `permission_requires`). */
export const lacking = (keys: readonly PermissionKey[]): PermissionKey | undefined =>
  keys.find((key) => requiredBy(key).length > 0 && !requiredBy(key).some((needed) => keys.includes(needed)));
