import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { Room } from './rooms.ts';
import { AllowedActions, CustomerFilter, Instant, Name, Page, PageQuery, PersonRef, Version } from './values.ts';

/** Rooms that one request may name. */
export const mostRoomsNamed = 5000;
const RoomIds = Type.Array(IdOf('room'), { maxItems: mostRoomsNamed });

/** What names a group in its scope. `assignments` stand there for who sees roles, `delegations` and `invitations` for who sees partners. */
export const GroupUse = Type.Object({
  assignments: Type.Optional(
    Type.Array(
      Type.Object({
        id: IdOf('asg'),
        role: Type.String(),
        roleName: Type.String(),
        name: Type.String(),
        partner: Type.Union([IdOf('org'), Type.Null()]),
      }),
    ),
  ),
  delegations: Type.Optional(Type.Array(Type.Object({ partner: IdOf('org'), name: Type.String() }))),
  invitations: Type.Optional(Type.Array(IdOf('inv'))),
});
export type GroupUse = Static<typeof GroupUse>;

/** A group of rooms. Whoever does not see all of its rooms sees it with those that it does see (D35). */
export const RoomGroup = Type.Object({
  id: IdOf('rgrp'),
  customer: IdOf('org'),
  customerName: Type.String(),
  name: Type.String(),
  /** in my scope */
  rooms: Type.Integer({ minimum: 0 }),
  changedAt: Instant,
  /** absent for partners, and where nobody is on record */
  changedBy: Type.Optional(PersonRef),
  usedBy: GroupUse,
  version: Version,
  allowedActions: AllowedActions,
});
export type RoomGroup = Static<typeof RoomGroup>;

export const NewRoomGroup = Closed({ name: Name, rooms: Type.Optional(RoomIds) });
export type NewRoomGroup = Static<typeof NewRoomGroup>;
/** Rooms that are in it already, or not in it any more, are no mistake. */
export const RoomGroupChange = Closed({ name: Type.Optional(Name), addRooms: Type.Optional(RoomIds), removeRooms: Type.Optional(RoomIds) });
export type RoomGroupChange = Static<typeof RoomGroupChange>;

const sorts = { sort: Type.Optional(Type.Enum(['name', '-name'])) };
const listRefusals = ['invalid_cursor', 'unknown_filter'] as const;
const one = '/customers/{customer}/room-groups/{roomGroup}';

export const roomGroups = {
  list: operation({
    id: 'room_groups.list',
    method: 'GET',
    path: '/room-groups',
    summary: 'Room groups in my reach, with only the rooms in my reach counted (D35)',
    query: Closed({ ...PageQuery, ...CustomerFilter, ...sorts }),
    success: { status: 200, body: Page(RoomGroup) },
    refusals: listRefusals,
  }),
  listOfCustomer: operation({
    id: 'room_groups.list_of_customer',
    method: 'GET',
    path: '/customers/{customer}/room-groups',
    summary: 'Room groups of one customer in my reach',
    query: Closed({ ...PageQuery, ...sorts }),
    success: { status: 200, body: Page(RoomGroup) },
    refusals: listRefusals,
  }),
  create: operation({
    id: 'room_groups.create',
    method: 'POST',
    path: '/customers/{customer}/room-groups',
    summary: 'Create a room group, with rooms of my scope or none',
    body: NewRoomGroup,
    success: { status: 201, body: RoomGroup },
    refusals: ['unknown_reference', 'exceeds_scope', 'idempotency_mismatch', 'read_only'],
  }),
  get: operation({ id: 'room_groups.get', method: 'GET', path: one, summary: 'One room group', success: { status: 200, body: RoomGroup } }),
  update: operation({
    id: 'room_groups.update',
    method: 'PATCH',
    path: one,
    summary: 'Rename a room group, put rooms into it, take rooms out of it',
    body: RoomGroupChange,
    success: { status: 200, body: RoomGroup },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'unknown_reference', 'exceeds_scope', 'would_widen_delegation', 'read_only'],
  }),
  delete: operation({
    id: 'room_groups.delete',
    method: 'DELETE',
    path: one,
    summary: 'Delete a room group: its rooms stay; a scope that still names it gets nothing from it',
    success: { status: 200, body: RoomGroup },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'exceeds_scope'],
  }),
  rooms: operation({
    id: 'room_groups.rooms',
    method: 'GET',
    path: `${one}/rooms`,
    summary: 'The rooms of a group in my reach, by name',
    query: Closed({ ...PageQuery, ...sorts }),
    success: { status: 200, body: Page(Room) },
    refusals: listRefusals,
  }),
};
