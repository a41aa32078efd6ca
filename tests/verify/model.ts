import { type Assignment, type Atom, type Member, type Room, type SmallWorld, ringsOfAll, tables } from './small-worlds.ts';

export type Word = 'allowed' | 'needs_approval' | 'denied';
/** A room group or an update ring: by its alias, or by the word of a ring that every customer has. */
export type RoomSet = { type: 'room-group' | 'update-ring'; id: string };
/** Asked about one room, about a set of rooms, or about the customer as a whole. */
export type Question = { user: string; permission: string; customer: string; room?: string | undefined; set?: RoomSet | undefined };

/** What a question is about, as the world has it. */
type Matter = { is: 'a room'; room: Room } | { is: 'rooms'; rooms: readonly Room[] } | { is: 'the whole' };

/**
 * Who may do what, told once more from product.md alone: Table 1 and its notes, D22, D23, D26, D29, D34, D35, D36, the meaning of
 * a rule (api.md). Slow and obvious: for each question it reads the world from the beginning. Shares no line with the engine.
 */
export function answer(world: SmallWorld, question: Question): Word {
  const person = world.users.find(({ id }) => id === question.user);
  if (person === undefined || !person.active) return 'denied';
  const matter = matterOf(world, question);
  if (matter === undefined) return 'denied';
  return person.organization === question.customer ? answerAtHome(world, person, question, matter) : answerAbroad(world, person, question, matter);
}

type Person = SmallWorld['users'][number];

function matterOf(world: SmallWorld, { customer, room, set }: Question): Matter | undefined {
  if (set !== undefined) {
    const rooms = roomsIn(world, customer, set);
    return rooms && { is: 'rooms', rooms };
  }
  if (room === undefined) return { is: 'the whole' };
  const place = world.rooms.find(({ id }) => id === room);
  return place?.customer === customer ? { is: 'a room', room: place } : undefined;
}

/** The rooms of a group or a ring; undefined where this customer has none of that name. */
export function roomsIn(world: SmallWorld, customer: string, { type, id }: RoomSet): Room[] | undefined {
  const declared = type === 'room-group' ? world.roomGroups : world.updateRings;
  const exists = declared.some((one) => one.id === id && one.customer === customer) || (type === 'update-ring' && ringsOfAll.includes(id));
  if (!exists) return undefined;
  return world.rooms.filter((room) => room.customer === customer && (type === 'room-group' ? room.groups.includes(id) : room.ring === id));
}

/** Every group and ring of a customer. */
export const setsOf = (world: SmallWorld, of: string): RoomSet[] => [
  ...world.roomGroups.filter(({ customer }) => customer === of).map(({ id }): RoomSet => ({ type: 'room-group', id })),
  ...[...ringsOfAll, ...world.updateRings.filter(({ customer }) => customer === of).map(({ id }) => id)].map((id): RoomSet => ({
    type: 'update-ring',
    id,
  })),
];

function answerAtHome(world: SmallWorld, person: Person, { permission, customer }: Question, matter: Matter): Word {
  const isAdministrator = person.roles.includes('global-admin') || person.roles.includes('managed-service-admin');
  if (isAdministrator) return isInColumn('managed-service-admin', permission) ? 'allowed' : 'denied';
  const scopes = world.customerAssignments
    .filter((assignment) => assignment.customer === customer && names(world, assignment, person.id))
    .filter(({ role }) => {
      const custom = world.customerRoles.find(({ id, customer: of }) => id === role && of === customer);
      return custom === undefined ? isInColumn(role, permission) : custom.permissions.includes(permission);
    })
    .map(({ scope }) => scope);
  return suffice(scopes, permission, matter, (room) => isIn(scopes.flat(), room), 'home') ? 'allowed' : 'denied';
}

function answerAbroad(world: SmallWorld, person: Person, { permission, customer }: Question, matter: Matter): Word {
  const delegation = world.delegations.find((one) => one.customer === customer && one.partner === person.organization);
  if (delegation === undefined) return 'denied';
  const scopes = [
    { members: delegation.primaryAdmins, scope: delegation.scope, holds: isInColumn('primary-admin', permission) },
    ...delegation.assignments.map((assignment) => ({
      members: assignment.members,
      scope: assignment.scope,
      holds: delegation.roles.some(({ id, permissions }) => id === assignment.role && permissions.includes(permission)),
    })),
  ]
    .filter(({ members, holds }) => holds && names(world, { members }, person.id))
    .map(({ scope }) => scope);
  const covers = (room: Room): boolean => isIn(delegation.scope, room) && isIn(scopes.flat(), room); // D23
  if (!suffice(scopes, permission, matter, covers, 'abroad')) return 'denied';
  return delegation.changeControl[permission] === 'manual' ? 'needs_approval' : 'allowed'; // D36
}

/**
 * Whether a permission that is held over these scopes is held over the matter. Settings: only over everything. Rings span partners:
 * who sees any sees all of them (D34). To see a group, one of its rooms; people of the customer also see what has no room (D35). To
 * do anything else to a group or a ring, all of its rooms (Table 1).
 */
function suffice(
  scopes: readonly (readonly Atom[])[],
  permission: string,
  matter: Matter,
  covers: (room: Room) => boolean,
  side: 'home' | 'abroad',
): boolean {
  if (matter.is === 'a room') return covers(matter.room);
  if (scopes.length === 0) return false;
  if (matter.is === 'the whole') return !permission.startsWith('settings.') || scopes.flat().some(({ type }) => type === 'all');
  if (permission === 'rings.view') return true;
  if (permission.endsWith('.view')) return matter.rooms.some(covers) || (side === 'home' && matter.rooms.length === 0);
  return matter.rooms.every(covers);
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

const isIn = (scope: readonly Atom[], room: Room): boolean => scope.some((atom) => contains(atom, room));

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

/** Asked about groups and rings: what is theirs, and one of either kind that is not. */
const askedOfSets = ['groups.view', 'groups.modify', 'rings.view', 'rings.modify', 'rooms.view', 'tickets.update'];

/** Every question that a world can be asked: each person about each room, each group and ring, and each customer as a whole. */
export function* questionsOf(world: SmallWorld, permissions: readonly string[]): Generator<Question> {
  const sets = world.organizations.flatMap(({ id: customer }) => setsOf(world, customer).map((set) => ({ customer, set })));
  for (const { id: user } of world.users) {
    for (const permission of permissions) {
      for (const { id: room, customer } of world.rooms) yield { user, permission, customer, room };
      if (isOfTheWhole(permission)) for (const { id: customer } of world.organizations) yield { user, permission, customer };
      if (askedOfSets.includes(permission)) for (const { customer, set } of sets) yield { user, permission, customer, set };
    }
  }
}
export const spoken = ({ user, permission, customer, room, set }: Question): string =>
  `${user} ${permission} ${set === undefined ? (room ?? customer) : nameOfSet(customer, set)}`;

/** The word of a ring that every customer has stands for another ring at each. */
export const nameOfSet = (customer: string, { type, id }: RoomSet): string => `${type} ${id} of ${customer}`;

/** The groups and rings in the lists of a person, each with the number of rooms that it shows: those over which it sees such things. */
export function listedSets(world: SmallWorld, user: string): string[] {
  return world.organizations.flatMap(({ id: customer }) =>
    setsOf(world, customer).flatMap((set) => {
      const permission = set.type === 'room-group' ? 'groups.view' : 'rings.view';
      if (answer(world, { user, permission, customer, set }) === 'denied') return [];
      const shown = (roomsIn(world, customer, set) ?? []).filter(({ id: room }) => answer(world, { user, permission, customer, room }) !== 'denied');
      return [`${nameOfSet(customer, set)}: ${shown.length}`];
    }),
  );
}
