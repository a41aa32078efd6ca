import type { Atom, GroupId, IncidentId, Member, OrganizationId, RingId, RoleId, RoomGroupId, RoomId, UserId } from '@keyholder/contract';
import type { AtomInFile, MemberInFile } from './world.schema.ts';

/** The ids that the aliases of a file have been given so far, by kind. */
export type Ids = {
  organizations: ReadonlyMap<string, OrganizationId>;
  users: Map<string, UserId>;
  groups: Map<string, GroupId>;
  roomGroups: Map<string, RoomGroupId>;
  updateRings: Map<string, RingId>;
  rooms: Map<string, RoomId>;
  roles: Map<string, RoleId>;
  incidents: Map<string, IncidentId>;
};

export const noIds = (organizations: ReadonlyMap<string, OrganizationId>): Ids => ({
  organizations,
  users: new Map(),
  groups: new Map(),
  roomGroups: new Map(),
  updateRings: new Map(),
  rooms: new Map(),
  roles: new Map(),
  incidents: new Map(),
});

/** The id of an alias that was declared and checked before anything was loaded; @throws where that was not so */
export function idOf<T>(ids: ReadonlyMap<string, T>, alias: string): T {
  const id = ids.get(alias);
  if (id === undefined) throw new Error(`the alias \`${alias}\` has no id yet`);
  return id;
}

export const membersOf = (ids: Ids, members: readonly MemberInFile[]): Member[] =>
  members.map(({ type, id }) => (type === 'user' ? { type, id: idOf(ids.users, id) } : { type: 'group', id: idOf(ids.groups, id) }));

export function scopeOf(ids: Ids, scope: readonly AtomInFile[]): Atom[] {
  return scope.map((atom) => {
    if (atom.type === 'group') return { type: 'group', id: idOf(ids.roomGroups, atom.id) };
    return atom.type === 'room' ? { type: 'room', id: idOf(ids.rooms, atom.id) } : atom;
  });
}

/** Every alias with its id, as `demo.json` tells them. */
export const allIds = ({ organizations, users, groups, roomGroups, updateRings, rooms, roles, incidents }: Ids): Record<string, string> =>
  Object.fromEntries([organizations, users, groups, roomGroups, updateRings, rooms, roles, incidents].flatMap((map) => [...map]));
