import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { PermissionKeySchema } from './permissions.ts';
import { Atom, Page, PageQuery, PersonRef, RoleRef } from './values.ts';

/** Anything with an id, by the name its reader may know it by. */
const Named = Type.Object({ id: Type.String(), name: Type.String() });

/** An element of a scope with the name of what it points at; a rule has its conditions instead. */
export const NamedAtom = Type.Object({ atom: Atom, name: Type.Optional(Type.String()) });
export type NamedAtom = Static<typeof NamedAtom>;

/** One way by which a person holds something: role, assignment, group path, scope atom, delegation (D48). */
export const AccessPath = Type.Object({
  /** `directory`: by a directory role of the own organization alone; `assignment`: by an assignment */
  by: Type.Enum(['directory', 'assignment']),
  role: RoleRef,
  assignment: Type.Optional(Type.Object({ id: IdOf('asg'), name: Type.String() })),
  /** from the group that is assigned down to the one the person is in; empty: the person itself is assigned */
  groups: Type.Array(Named),
  /** the atoms of the assignment that hold this object; empty where the object is the organization as a whole */
  atoms: Type.Array(NamedAtom),
  /** of a partner's person: its organization, and the delegated atoms that hold this object too (D23) */
  delegation: Type.Optional(Type.Object({ partner: Named, atoms: Type.Array(NamedAtom) })),
});
export type AccessPath = Static<typeof AccessPath>;

export const gapKinds = [
  /** the person or its organization is not active: nothing holds */
  'disabled',
  /** the organization of the person has no delegation from this customer */
  'no_delegation',
  /** no assignment here names the person or a group it is in */
  'no_assignment',
  /** the built-in role of the person at home has everything but this */
  'role_excludes',
  /** no role of a partner can hold this permission (D26) */
  'not_for_partners',
  /** the role lacks the permission */
  'lacks_permission',
  /** the object is not in the scope of this assignment */
  'outside_assignment',
  /** this permission is held over a whole organization or not at all */
  'needs_whole_scope',
  /** the delegation does not hold this object (D23) */
  'outside_delegation',
  /** a partner sees what is made of rooms only while one of its rooms is in it (D35) */
  'holds_no_room',
] as const;

/** One way that is not open, and everything that it lacks, in the order in which the engine would meet it. */
export const NearMiss = Type.Object({
  role: Type.Optional(RoleRef),
  assignment: Type.Optional(Type.Object({ id: IdOf('asg'), name: Type.String() })),
  groups: Type.Array(Named),
  missing: Type.Array(
    Type.Object({ kind: Type.Enum([...gapKinds]), permission: Type.Optional(PermissionKeySchema), partner: Type.Optional(Named) }),
    {
      minItems: 1,
    },
  ),
});
export type NearMiss = Static<typeof NearMiss>;

export const Explanation = Type.Object({
  actor: PersonRef,
  action: PermissionKeySchema,
  object: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String(), customer: Named }),
  outcome: Type.Enum(['allow', 'needs_approval', 'deny']),
  /** every way by which it is held; none where it is denied */
  paths: Type.Array(AccessPath),
  /** where it is denied: the nearest ways, that which lacks least first */
  nearest: Type.Array(NearMiss),
});
export type Explanation = Static<typeof Explanation>;

/** A person who can touch one room. */
export const RoomAccess = Type.Object({
  person: PersonRef,
  /** done at once */
  may: Type.Array(PermissionKeySchema),
  /** after the customer's approval */
  mayAsk: Type.Array(PermissionKeySchema),
  paths: Type.Array(AccessPath),
});
export type RoomAccess = Static<typeof RoomAccess>;

/** What one person can touch at one customer. */
export const PersonAccess = Type.Object({
  person: PersonRef,
  /** own: of the customer itself; partner: by a delegation */
  side: Type.Enum(['own', 'partner']),
  permissions: Type.Array(PermissionKeySchema),
  /** rooms over which at least one permission is held; one room counts once */
  rooms: Type.Integer({ minimum: 0 }),
  paths: Type.Array(
    Type.Object({
      by: AccessPath.properties.by,
      role: RoleRef,
      assignment: AccessPath.properties.assignment,
      groups: AccessPath.properties.groups,
      permissions: Type.Array(PermissionKeySchema),
      /** as assigned; what the delegation cuts off is not in `rooms` (D23) */
      scope: Type.Array(NamedAtom),
    }),
  ),
});
export type PersonAccess = Static<typeof PersonAccess>;

/** One room that a person can touch, what it may do there, and by which ways. */
export const TouchedRoom = Type.Object({
  /** with its place, because rooms of several sites bear one name */
  room: Type.Object({ id: IdOf('room'), name: Type.String(), city: Type.String(), site: Type.String() }),
  may: RoomAccess.properties.may,
  mayAsk: RoomAccess.properties.mayAsk,
  paths: RoomAccess.properties.paths,
});
export type TouchedRoom = Static<typeof TouchedRoom>;

const id = Type.String({ minLength: 1, maxLength: 64 });
/** Whom a list of what people can touch holds: everybody, one person, or those of a name. */
const whom = {
  person: Type.Optional(id),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'the beginning of the name or of a later word of it' })),
};
const format = Type.Enum(['csv', 'jsonl']);
export const explanations = {
  explain: operation({
    id: 'explain.get',
    method: 'GET',
    path: '/explain',
    summary: 'Why a person may do something, or what is missing; object: the id of a room, incident, room group, update ring or organization',
    query: Closed({ actor: id, action: PermissionKeySchema, object: id, customer: Type.Optional(id) }),
    success: { status: 200, body: Explanation },
  }),
  ofRoom: operation({
    id: 'rooms.access',
    method: 'GET',
    path: '/customers/{customer}/rooms/{room}/access',
    summary: 'Who can touch this room, and why; people of a partner see those of their own organization',
    query: Closed(PageQuery),
    success: { status: 200, body: Page(RoomAccess) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  exportOfRoom: operation({
    id: 'rooms.access_export',
    method: 'GET',
    path: '/customers/{customer}/rooms/{room}/access/export',
    summary: 'The same as a file: one line per person and way',
    query: Closed({ format }),
    success: { status: 200, body: Type.String(), mediaType: 'text/csv' },
  }),
  ofCustomer: operation({
    id: 'access.list',
    method: 'GET',
    path: '/customers/{customer}/access',
    summary: 'What people can touch at this customer: everybody the caller may know of, or one person',
    query: Closed({ ...PageQuery, ...whom }),
    success: { status: 200, body: Page(PersonAccess) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  roomsOf: operation({
    id: 'access.rooms',
    method: 'GET',
    path: '/customers/{customer}/access/rooms',
    summary: 'The rooms that one person can touch at this customer, and why; none of whom the caller may not know of',
    query: Closed({ ...PageQuery, person: id }),
    success: { status: 200, body: Page(TouchedRoom) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  export: operation({
    id: 'access.export',
    method: 'GET',
    path: '/customers/{customer}/access/export',
    summary: 'The same as a file: one line per person and way; everybody, one person, or those of a name',
    query: Closed({ format, ...whom }),
    success: { status: 200, body: Type.String(), mediaType: 'text/csv' },
  }),
};
