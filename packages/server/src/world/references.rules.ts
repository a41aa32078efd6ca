import { type BuiltInRole, type ErrorCode, builtInRings, builtInRoles } from '@keyholder/contract';
import type { Fault } from '../kernel/result.ts';
import { isAssignable } from '../modules/authorization/index.ts';
import type { Aliases, Kind } from './aliases.rules.ts';
import type { AtomInFile, MemberInFile, World } from './world.schema.ts';

/** The customer roles that may be assigned without being declared; the Managed Service Administrator is given to a person. */
export const assignableRoles: readonly BuiltInRole[] = builtInRoles.filter(isAssignable);

/**
 * Everything that a file names and that is not there, or belongs to another organization: both are refused alike (D06).
 * A stranger among Primary Admins is told as one who is not in effect (D15).
 */
export function danglingReferences(world: World, aliases: Aliases): Fault[] {
  const names = new Names(aliases);
  peopleNames(world, names);
  estateNames(world, names);
  for (const [n, { customer, ...assignment }] of world.customerAssignments.entries()) {
    names.organization(`/customerAssignments/${n}/customer`, customer);
    assignmentNames(`/customerAssignments/${n}`, assignment, { customer, people: customer }, names);
  }
  for (const [n, delegation] of world.delegations.entries()) delegationNames(`/delegations/${n}`, delegation, names);
  return names.faults;
}

/** Looks names up, one after the other, and keeps what was not found. */
class Names {
  readonly faults: Fault[] = [];
  readonly #aliases: Aliases;

  constructor(aliases: Aliases) {
    this.#aliases = aliases;
  }

  /** @param home the organization to which it has to belong */
  expect(pointer: string, alias: string, kind: Kind, home: string, code: ErrorCode = 'unknown_reference'): void {
    const found = this.#aliases.get(alias);
    if (found?.kind !== kind || found.home !== home) this.faults.push({ pointer, code, detail: `there is no such ${kind} here` });
  }
  organization(pointer: string, alias: string): void {
    this.expect(pointer, alias, 'organization', alias);
  }
  /** @param of the delegation whose role it has to be; undefined for a role of the customer's own people (D27) */
  role(pointer: string, alias: string, customer: string, of: string | undefined): void {
    if (of === undefined && assignableRoles.some((one) => one === alias)) return;
    this.expect(pointer, this.#aliases.get(alias)?.of === of ? alias : '', 'role', customer);
  }
  room(pointer: string, alias: string): void {
    this.expect(pointer, alias, 'room', this.#aliases.get(alias)?.home ?? '');
  }
  person(pointer: string, alias: string): void {
    this.expect(pointer, alias, 'user', this.#aliases.get(alias)?.home ?? '');
  }
  members(pointer: string, members: readonly MemberInFile[], home: string): void {
    for (const [n, { type, id }] of members.entries()) this.expect(`${pointer}/${n}/id`, id, type, home);
  }
  scope(pointer: string, scope: readonly AtomInFile[], customer: string): void {
    for (const [n, atom] of scope.entries())
      if ('id' in atom) this.expect(`${pointer}/${n}/id`, atom.id, atom.type === 'group' ? 'room-group' : 'room', customer);
  }
}

function peopleNames({ users, groups }: World, names: Names): void {
  for (const [n, { organization }] of users.entries()) names.organization(`/users/${n}/organization`, organization);
  for (const [n, { organization, members }] of groups.entries()) {
    names.organization(`/groups/${n}/organization`, organization);
    names.members(`/groups/${n}/members`, members, organization);
  }
}

function estateNames({ roomGroups, updateRings, rooms, customerRoles, incidents }: World, names: Names): void {
  for (const [n, { customer }] of roomGroups.entries()) names.organization(`/roomGroups/${n}/customer`, customer);
  for (const [n, { customer }] of updateRings.entries()) names.organization(`/updateRings/${n}/customer`, customer);
  for (const [n, { customer, groups = [], ring = 'general' }] of rooms.entries()) {
    names.organization(`/rooms/${n}/customer`, customer);
    for (const [m, group] of groups.entries()) names.expect(`/rooms/${n}/groups/${m}`, group, 'room-group', customer);
    if (!builtInRings.some((one) => one === ring)) names.expect(`/rooms/${n}/ring`, ring, 'update-ring', customer);
  }
  for (const [n, { customer }] of customerRoles.entries()) names.organization(`/customerRoles/${n}/customer`, customer);
  for (const [n, { room, assignee, comments = [] }] of incidents.entries()) {
    names.room(`/incidents/${n}/room`, room);
    if (assignee !== undefined) names.person(`/incidents/${n}/assignee`, assignee);
    for (const [m, { by }] of comments.entries()) names.person(`/incidents/${n}/comments/${m}/by`, by);
  }
}

type Assignment = { role: string; members: readonly MemberInFile[]; scope: readonly AtomInFile[] };
type Side = { customer: string; people: string; delegation?: string };
function assignmentNames(at: string, { role, members, scope }: Assignment, { customer, people, delegation }: Side, names: Names): void {
  names.role(`${at}/role`, role, customer, delegation);
  names.members(`${at}/members`, members, people);
  names.scope(`${at}/scope`, scope, customer);
}

function delegationNames(
  at: string,
  { customer, partner, scope, primaryAdmins, assignments = [] }: World['delegations'][number],
  names: Names,
): void {
  names.organization(`${at}/customer`, customer);
  names.organization(`${at}/partner`, partner);
  names.scope(`${at}/scope`, scope, customer);
  for (const [n, { type, id }] of primaryAdmins.entries()) names.expect(`${at}/primaryAdmins/${n}`, id, type, partner, 'primary_admin_not_in_effect');
  for (const [n, assignment] of assignments.entries())
    assignmentNames(`${at}/assignments/${n}`, assignment, { customer, people: partner, delegation: at }, names);
}
