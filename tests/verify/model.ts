import { type Assignment, type Atom, type Member, type Room, type SmallWorld, tables } from './small-worlds.ts';

export type Word = 'allowed' | 'needs_approval' | 'denied';
export type Question = { user: string; permission: string; customer: string; /** undefined: the customer as a whole */ room: string | undefined };

/**
 * Who may do what, told once more from product.md alone: Table 1 and its notes, D22, D23, D26, D29, D36, the meaning of a rule
 * (api.md). Slow and obvious: for each question it reads the world from the beginning. Shares no line with the engine.
 */
export function answer(world: SmallWorld, { user, permission, customer, room }: Question): Word {
  const person = world.users.find(({ id }) => id === user);
  if (person === undefined || !person.active) return 'denied';
  const place = room === undefined ? undefined : world.rooms.find(({ id }) => id === room);
  if (room !== undefined && place?.customer !== customer) return 'denied';
  return person.organization === customer
    ? answerAtHome(world, person, permission, customer, place)
    : answerAbroad(world, person, permission, customer, place);
}

type Person = SmallWorld['users'][number];

function answerAtHome(world: SmallWorld, person: Person, permission: string, customer: string, room: Room | undefined): Word {
  const isAdministrator = person.roles.includes('global-admin') || person.roles.includes('managed-service-admin');
  if (isAdministrator) return isInColumn('managed-service-admin', permission) ? 'allowed' : 'denied';
  for (const assignment of world.customerAssignments) {
    if (assignment.customer !== customer || !names(world, assignment, person.id)) continue;
    const custom = world.customerRoles.find((role) => role.id === assignment.role && role.customer === customer);
    const holds = custom === undefined ? isInColumn(assignment.role, permission) : custom.permissions.includes(permission);
    if (holds && reaches(assignment.scope, permission, room)) return 'allowed';
  }
  return 'denied';
}

function answerAbroad(world: SmallWorld, person: Person, permission: string, customer: string, room: Room | undefined): Word {
  const delegation = world.delegations.find((one) => one.customer === customer && one.partner === person.organization);
  if (delegation === undefined) return 'denied';
  if (room !== undefined && !delegation.scope.some((atom) => contains(atom, room))) return 'denied'; // D23
  const held = [
    { members: delegation.primaryAdmins, scope: delegation.scope, holds: isInColumn('primary-admin', permission) },
    ...delegation.assignments.map((assignment) => ({
      members: assignment.members,
      scope: assignment.scope,
      holds: delegation.roles.some(({ id, permissions }) => id === assignment.role && permissions.includes(permission)),
    })),
  ];
  const may = held.some(({ members, scope, holds }) => holds && names(world, { members }, person.id) && reaches(scope, permission, room));
  if (!may) return 'denied';
  return delegation.changeControl[permission] === 'manual' ? 'needs_approval' : 'allowed'; // D36
}

function isInColumn(role: string, permission: string): boolean {
  const row = tables.find(({ key }) => key === permission);
  return row?.[role] === 'yes' || row?.[role] === 'own';
}

/** Whether an assignment names this person, itself or through groups in groups. */
function names(world: SmallWorld, { members }: Pick<Assignment, 'members'>, user: string): boolean {
  return members.some((member) => isBehind(world, member, user));
}

function isBehind(world: SmallWorld, member: Member, user: string): boolean {
  if (member.type === 'user') return member.id === user;
  return world.groups.some(({ id, members }) => id === member.id && members.some((inner) => isBehind(world, inner, user)));
}

/** Over a room: the room lies in the scope. Over the customer as a whole: settings need the scope `all`, the rest to be held at all. */
function reaches(scope: readonly Atom[], permission: string, room: Room | undefined): boolean {
  if (room !== undefined) return scope.some((atom) => contains(atom, room));
  return permission.startsWith('settings.') ? scope.some(({ type }) => type === 'all') : scope.length > 0;
}

function contains(atom: Atom, room: Room): boolean {
  if (atom.type === 'all') return true;
  if (atom.type === 'room') return atom.id === room.id;
  if (atom.type === 'group') return room.groups.includes(atom.id);
  const { country, city, site } = atom.where;
  if (country !== undefined && !country.includes(room.country)) return false;
  if (city !== undefined && !city.includes(room.city)) return false;
  return site === undefined || site.includes(room.site);
}

/** Asked about a customer as a whole, not about a room of it (api.md, AuthZEN). */
export const isOfTheWhole = (permission: string): boolean =>
  /^(settings|roles|partners|policy|integrations|reviews)\.|^(rooms|groups)\.create$/.test(permission);

/** Every question that a world can be asked: each person about each room, and about each customer as a whole. */
export function* questionsOf(world: SmallWorld, permissions: readonly string[]): Generator<Question> {
  for (const { id: user } of world.users) {
    for (const permission of permissions) {
      for (const { id: room, customer } of world.rooms) yield { user, permission, customer, room };
      if (isOfTheWhole(permission)) for (const { id: customer } of world.organizations) yield { user, permission, customer, room: undefined };
    }
  }
}
export const spoken = ({ user, permission, customer, room }: Question): string => `${user} ${permission} ${room ?? customer}`;
