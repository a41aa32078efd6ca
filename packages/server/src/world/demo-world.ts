import { ok } from '../kernel/result.ts';
import { demoCustomerAssignments, demoCustomerRoles, demoDelegations } from './demo-access.ts';
import { demoIncidents } from './demo-incidents.ts';
import { demoGroups, demoOrganizations, demoUsers } from './demo-people.ts';
import { demoRoomGroups, demoRooms, demoUpdateRings } from './demo-rooms.ts';
import type { WorldFile } from './read-world.ts';
import type { World } from './world.schema.ts';

export { roomOfThisMachine } from './demo-rooms.ts';

/** The demo world of api.md, every time the same but for its dates, which lie in the ninety days before `now`. */
export function demoWorld(now: Date): { ok: true; value: WorldFile } {
  const world: World = {
    organizations: demoOrganizations,
    users: demoUsers,
    groups: demoGroups,
    roomGroups: demoRoomGroups,
    updateRings: demoUpdateRings,
    rooms: demoRooms,
    customerRoles: demoCustomerRoles,
    customerAssignments: demoCustomerAssignments,
    delegations: demoDelegations,
    incidents: demoIncidents(now),
  };
  return ok({ world, base: '', source: JSON.stringify(world) });
}
