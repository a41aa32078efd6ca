import { createRequire } from 'node:module';
import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import { type Question, type Word, roomsIn } from './model.ts';
import { type Atom, type Member, type SmallWorld, allPermissions, tables } from './small-worlds.ts';

// the package's build for Node is CommonJS
const cedar: typeof CedarWasm = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');

type Opinion = (question: Question) => Word;
let worlds = 0;

/** A world told in Cedar's own terms: people, groups and rooms as entities, assignments as policies, `manual` as a forbid. */
export function cedarOf(world: SmallWorld): Opinion {
  worlds += 1;
  const name = `world ${worlds}`;
  const policies = [...permits(world), ...forbids(world)].join('\n');
  const parsed = cedar.preparsePolicySet(name, { staticPolicies: policies });
  if (parsed.type === 'failure') throw new Error(`Cedar does not read the policies: ${JSON.stringify(parsed.errors)}`);
  const slice = slicesOf(entitiesOf(world));
  const homes = new Map(world.rooms.map(({ id, customer }) => [id, customer] as const));
  const ask = ({ user, permission, customer, room }: Omit<Question, 'set'>, direct: boolean): boolean => {
    const resource = room === undefined ? { type: 'Customer', id: customer } : { type: 'Room', id: room };
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'User', id: user },
      action: { type: 'Action', id: permission },
      resource,
      context: { direct },
      preparsedPolicySetId: name,
      entities: [...slice('User', user), ...slice(resource.type, resource.id)],
    });
    if (answer.type === 'failure') throw new Error(`Cedar gave no answer: ${JSON.stringify(answer.errors)}`);
    if (answer.response.diagnostics.errors.length > 0) throw new Error(`a policy fails: ${JSON.stringify(answer.response.diagnostics.errors)}`);
    return answer.response.decision === 'allow';
  };
  const organizations = new Map(world.users.map(({ id, organization }) => [id, organization] as const));
  // of sets of rooms Cedar knows nothing: it is asked about the customer and about each room, and D34 and D35 put the answers together
  const askOfSet = ({ set, ...question }: Question, direct: boolean): boolean => {
    const rooms = (set === undefined ? undefined : roomsIn(world, question.customer, set)) ?? [];
    if (!ask(question, direct)) return false;
    if (question.permission === 'rings.view') return true;
    const may = ({ id }: { id: string }): boolean => ask({ ...question, room: id }, direct);
    if (!question.permission.endsWith('.view')) return rooms.every(may);
    return rooms.some(may) || (rooms.length === 0 && organizations.get(question.user) === question.customer);
  };
  return (question) => {
    if (question.room !== undefined && homes.get(question.room) !== question.customer) return 'denied';
    const opinion = question.set === undefined ? ask : askOfSet;
    // what may not even be asked for may not be done at once: most questions need one answer only
    if (!opinion(question, false)) return 'denied';
    return opinion(question, true) ? 'allowed' : 'needs_approval';
  };
}

function entitiesOf(world: SmallWorld): CedarWasm.EntityJson[] {
  const inside = (type: Member['type'], id: string) =>
    world.groups
      .filter(({ members }) => members.some((member) => member.type === type && member.id === id))
      .map((group) => ({ type: 'Group', id: group.id }));
  return [
    ...world.users.map(({ id, organization, active, roles }) => ({
      uid: { type: 'User', id },
      attrs: { home: organization, active, roles },
      parents: inside('user', id),
    })),
    ...world.groups.map(({ id }) => ({ uid: { type: 'Group', id }, attrs: {}, parents: inside('group', id) })),
    ...world.roomGroups.map(({ id }) => ({ uid: { type: 'RoomGroup', id }, attrs: {}, parents: [] })),
    ...world.rooms.map(({ id, customer, country, city, site, groups }) => ({
      uid: { type: 'Room', id },
      attrs: { customer, country, city, site },
      parents: groups.map((group) => ({ type: 'RoomGroup', id: group })),
    })),
    ...world.organizations.map(({ id }) => ({ uid: { type: 'Customer', id }, attrs: { customer: id }, parents: [] })),
  ];
}

/** Of all entities those that a question can be about: the named one, with everything above it. */
function slicesOf(entities: readonly CedarWasm.EntityJson[]): (type: string, id: string) => CedarWasm.EntityJson[] {
  const keyOf = (uid: CedarWasm.EntityUidJson): string => ('type' in uid ? `${uid.type} ${uid.id}` : '');
  const byKey = new Map(entities.map((entity) => [keyOf(entity.uid), entity] as const));
  const known = new Map<string, CedarWasm.EntityJson[]>();
  const upwards = (key: string, found: Map<string, CedarWasm.EntityJson>): Map<string, CedarWasm.EntityJson> => {
    const entity = byKey.get(key);
    if (entity === undefined || found.has(key)) return found;
    found.set(key, entity);
    for (const parent of entity.parents) upwards(keyOf(parent), found);
    return found;
  };
  return (type, id) => {
    const key = `${type} ${id}`;
    const slice = known.get(key) ?? [...upwards(key, new Map()).values()];
    known.set(key, slice);
    return slice;
  };
}

const administrator =
  'principal.home == resource.customer && (principal.roles.contains("global-admin") || principal.roles.contains("managed-service-admin"))';
const actions = (permissions: readonly string[]): string => `action in [${permissions.map((key) => `Action::"${key}"`).join(', ')}]`;
const columnOf = (role: string): string[] =>
  allPermissions.filter((key) => tables.some((row) => row['key'] === key && ['yes', 'own'].includes(row[role] ?? '')));
const memberOf = ({ type, id }: Member): string => (type === 'user' ? `principal == User::"${id}"` : `principal in Group::"${id}"`);
const anyOf = (parts: readonly string[]): string => (parts.length === 0 ? 'false' : `(${parts.join(' || ')})`);
function atomHolds(atom: Atom): string {
  if (atom.type === 'all') return 'true';
  if (atom.type === 'room') return `resource == Room::"${atom.id}"`;
  if (atom.type === 'group') return `resource in RoomGroup::"${atom.id}"`;
  const parts = (['country', 'city', 'site'] as const).flatMap((name) => {
    const values = atom.where[name];
    return values === undefined ? [] : [`[${values.map((value) => JSON.stringify(value)).join(', ')}].contains(resource.${name})`];
  });
  return `(${parts.join(' && ')})`;
}

type Held = {
  permissions: readonly string[];
  members: readonly Member[];
  scope: readonly Atom[];
  within?: readonly Atom[];
  home: string;
  customer: string;
};
function permitsOf({ permissions, members, scope, within, home, customer }: Held): string[] {
  if (permissions.length === 0) return [];
  const who = `principal.active && principal.home == "${home}" && resource.customer == "${customer}" && ${anyOf(members.map(memberOf))}`;
  const own = home === customer ? `unless { ${administrator} }` : '';
  const ofWhole = permissions.filter((key) => !key.startsWith('settings.') || scope.some(({ type }) => type === 'all'));
  const room = [scope, ...(within === undefined ? [] : [within])].map((atoms) => anyOf(atoms.map(atomHolds))).join(' && ');
  return [
    `permit(principal is User, ${actions(permissions)}, resource is Room) when { ${who} && ${room} } ${own};`,
    ...(ofWhole.length === 0 ? [] : [`permit(principal is User, ${actions(ofWhole)}, resource is Customer) when { ${who} } ${own};`]),
  ];
}

function permits(world: SmallWorld): string[] {
  const administrators = `permit(principal is User, ${actions(columnOf('managed-service-admin'))}, resource) when { principal.active && ${administrator} };`;
  const atHome = world.customerAssignments.flatMap(({ customer, role, members, scope }) => {
    const custom = world.customerRoles.find(({ id }) => id === role);
    return permitsOf({ permissions: custom?.permissions ?? columnOf(role), members, scope, home: customer, customer });
  });
  const abroad = world.delegations.flatMap(({ customer, partner, scope: within, primaryAdmins, roles, assignments }) => [
    ...permitsOf({ permissions: columnOf('primary-admin'), members: primaryAdmins, scope: within, within, home: partner, customer }),
    ...assignments.flatMap(({ role, members, scope }) =>
      permitsOf({ permissions: roles.find(({ id }) => id === role)?.permissions ?? [], members, scope, within, home: partner, customer }),
    ),
  ]);
  return [administrators, ...atHome, ...abroad];
}

/** What waits for the customer's approval is forbidden to be done at once. */
const forbids = (world: SmallWorld): string[] =>
  world.delegations.flatMap(({ customer, partner, changeControl }) => {
    const manual = Object.entries(changeControl).flatMap(([key, mode]) => (mode === 'manual' ? [key] : []));
    if (manual.length === 0) return [];
    return [
      `forbid(principal is User, ${actions(manual)}, resource) when { context.direct && principal.home == "${partner}" && resource.customer == "${customer}" };`,
    ];
  });
