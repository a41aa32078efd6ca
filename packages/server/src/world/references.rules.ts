import type { Fault } from '../kernel/result.ts';
import type { Aliases, Kind } from './aliases.rules.ts';
import type { AtomInFile, MemberInFile, World } from './world.schema.ts';

/** The customer roles that may be assigned without being declared; the Managed Service Administrator is given to a person. */
export const assignableRoles = ['site-lead', 'site-tech', 'auditor'] as const;
const isAssignable = (role: string): boolean => assignableRoles.some((one) => one === role);

/**
 * Everything that a file names and that is not there, or belongs to another organization: both are refused alike (D06).
 * A stranger among Primary Admins is told as one who is not in effect (D15).
 */
export function danglingReferences(world: World, aliases: Aliases): Fault[] {
  const faults: Fault[] = [];
  const is = (alias: string, kind: Kind, home: string | undefined): boolean => {
    const found = aliases.get(alias);
    return found?.kind === kind && (home === undefined || found.home === home);
  };
  const name = (pointer: string, alias: string, kind: Kind, home?: string): void => {
    if (!is(alias, kind, home)) faults.push({ pointer, code: 'unknown_reference', detail: `there is no such ${kind}` });
  };
  const members = (pointer: string, named: readonly MemberInFile[], home: string): void => {
    for (const [n, { type, id }] of named.entries()) name(`${pointer}/${n}/id`, id, type, home);
  };
  const scope = (pointer: string, atoms: readonly AtomInFile[], customer: string): void => {
    for (const [n, atom] of atoms.entries()) if ('id' in atom) name(`${pointer}/${n}/id`, atom.id, atom.type === 'group' ? 'room-group' : 'room', customer);
  };
  for (const [n, user] of world.users.entries()) name(`/users/${n}/organization`, user.organization, 'organization');
  for (const [n, group] of world.groups.entries()) {
    name(`/groups/${n}/organization`, group.organization, 'organization');
    members(`/groups/${n}/members`, group.members, group.organization);
  }
  for (const [n, group] of world.roomGroups.entries()) name(`/roomGroups/${n}/customer`, group.customer, 'organization');
  for (const [n, room] of world.rooms.entries()) {
    name(`/rooms/${n}/customer`, room.customer, 'organization');
    for (const [m, group] of (room.groups ?? []).entries()) name(`/rooms/${n}/groups/${m}`, group, 'room-group', room.customer);
  }
  for (const [n, role] of world.customerRoles.entries()) name(`/customerRoles/${n}/customer`, role.customer, 'organization');
  for (const [n, assignment] of world.customerAssignments.entries()) {
    const at = `/customerAssignments/${n}`;
    name(`${at}/customer`, assignment.customer, 'organization');
    if (!isAssignable(assignment.role)) role(`${at}/role`, assignment.role, assignment.customer, undefined);
    members(`${at}/members`, assignment.members, assignment.customer);
    scope(`${at}/scope`, assignment.scope, assignment.customer);
  }
  for (const [n, delegation] of world.delegations.entries()) {
    const at = `/delegations/${n}`;
    name(`${at}/customer`, delegation.customer, 'organization');
    name(`${at}/partner`, delegation.partner, 'organization');
    scope(`${at}/scope`, delegation.scope, delegation.customer);
    for (const [m, { type, id }] of delegation.primaryAdmins.entries()) {
      if (is(id, type, delegation.partner)) continue;
      faults.push({ pointer: `${at}/primaryAdmins/${m}`, code: 'primary_admin_not_in_effect', detail: 'is nobody of this partner' });
    }
    for (const [m, assignment] of (delegation.assignments ?? []).entries()) {
      role(`${at}/assignments/${m}/role`, assignment.role, delegation.customer, at);
      members(`${at}/assignments/${m}/members`, assignment.members, delegation.partner);
      scope(`${at}/assignments/${m}/scope`, assignment.scope, delegation.customer);
    }
  }
  for (const [n, { room }] of world.incidents.entries()) name(`/incidents/${n}/room`, room, 'room');
  return faults;

  /** @param of the delegation whose role it has to be; undefined for a role of the customer's own people (D27) */
  function role(pointer: string, alias: string, customer: string, of: string | undefined): void {
    if (aliases.get(alias)?.of === of) name(pointer, alias, 'role', customer);
    else faults.push({ pointer, code: 'unknown_reference', detail: 'there is no such role here' });
  }
}
