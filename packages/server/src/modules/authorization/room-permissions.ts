import { type PermissionKey, permissionKeys } from '@keyholder/contract';

/** Areas whose permissions concern the organization as a whole, whatever scope they are held over (product.md, Table 1). */
const areasBeyondRooms = new Set(['settings', 'roles', 'changes', 'audit', 'partners', 'policy', 'elevations', 'reviews', 'integrations', 'support']);
const makesNewThings: readonly PermissionKey[] = ['rooms.create', 'groups.create'];

/** What one can do with a room that exists, or with what lies in it. */
export const roomPermissions: readonly PermissionKey[] = permissionKeys.filter(
  (key) => !areasBeyondRooms.has(key.slice(0, key.indexOf('.'))) && !makesNewThings.includes(key),
);

export const touchesRooms = (permissions: ReadonlySet<PermissionKey>): boolean => roomPermissions.some((key) => permissions.has(key));
