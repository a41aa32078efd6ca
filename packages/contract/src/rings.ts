import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { mostRoomsNamed } from './room-groups.ts';
import { RingId, Room } from './rooms.ts';
import { AllowedActions, CustomerFilter, Instant, Name, Page, PageQuery, Version } from './values.ts';

/** Deferral, rollout and test period of one ring together, in days. */
export const mostRingDays = 60;
const Days = Type.Integer({ minimum: 0, maximum: mostRingDays });
const Order = Type.Integer({ minimum: 1, maximum: 9, description: 'rings of a lower order come first; equal ones at the same time' });

/** A step in which rooms take updates. Kept and shown; no agent takes an update of its own software yet (D55). */
export const UpdateRing = Type.Object({
  id: RingId,
  customer: IdOf('org'),
  customerName: Type.String(),
  name: Type.String(),
  /** Staging, General and Executive: there at every customer, never deleted or renamed */
  builtIn: Type.Boolean(),
  /** General: where a room is that nobody put elsewhere */
  isDefault: Type.Boolean(),
  order: Order,
  deferralDays: Days,
  rolloutDays: Days,
  testDays: Days,
  totalDays: Days,
  pause: Type.Union([Type.Object({ since: Instant, reason: Type.String() }), Type.Null()]),
  /** in my scope */
  rooms: Type.Integer({ minimum: 0 }),
  version: Version,
  allowedActions: AllowedActions,
});
export type UpdateRing = Static<typeof UpdateRing>;

const periods = { deferralDays: Type.Optional(Days), rolloutDays: Type.Optional(Days), testDays: Type.Optional(Days) };
export const NewUpdateRing = Closed({ name: Name, order: Order, ...periods });
export type NewUpdateRing = Static<typeof NewUpdateRing>;
export const UpdateRingChange = Closed({ name: Type.Optional(Name), order: Type.Optional(Order), ...periods });
export type UpdateRingChange = Static<typeof UpdateRingChange>;

/** What became of the rooms of a move, in the order named; a room that was there already is not among them. */
export const RoomsMoved = Type.Object({
  ring: RingId,
  moved: Type.Array(Type.Object({ room: IdOf('room'), name: Type.String(), from: RingId })),
});
export type RoomsMoved = Static<typeof RoomsMoved>;

const listRefusals = ['invalid_cursor', 'unknown_filter'] as const;
const one = '/customers/{customer}/update-rings/{ring}';

export const rings = {
  list: operation({
    id: 'update_rings.list',
    method: 'GET',
    path: '/update-rings',
    summary: 'Update rings of the customers in my reach, in their order, with only the rooms in my reach counted',
    query: Closed({ ...PageQuery, ...CustomerFilter }),
    success: { status: 200, body: Page(UpdateRing) },
    refusals: listRefusals,
  }),
  listOfCustomer: operation({
    id: 'update_rings.list_of_customer',
    method: 'GET',
    path: '/customers/{customer}/update-rings',
    summary: 'Update rings of one customer, in their order',
    query: Closed(PageQuery),
    success: { status: 200, body: Page(UpdateRing) },
    refusals: listRefusals,
  }),
  create: operation({
    id: 'update_rings.create',
    method: 'POST',
    path: '/customers/{customer}/update-rings',
    summary: 'Create an update ring, without rooms',
    body: NewUpdateRing,
    success: { status: 201, body: UpdateRing },
    mayWait: true,
    refusals: ['mixed_alphabets', 'already_exists', 'too_many', 'idempotency_mismatch', 'read_only'],
  }),
  get: operation({ id: 'update_rings.get', method: 'GET', path: one, summary: 'One update ring', success: { status: 200, body: UpdateRing } }),
  update: operation({
    id: 'update_rings.update',
    method: 'PATCH',
    path: one,
    summary: 'Change the name, order and periods of a ring, when all its rooms are in my scope (D34)',
    body: UpdateRingChange,
    success: { status: 200, body: UpdateRing },
    mayWait: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'exceeds_scope', 'mixed_alphabets', 'already_exists', 'read_only'],
  }),
  delete: operation({
    id: 'update_rings.delete',
    method: 'DELETE',
    path: one,
    summary: 'Delete a ring that is not built in; its rooms go to General',
    success: { status: 200, body: UpdateRing },
    mayWait: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'exceeds_scope', 'built_in'],
  }),
  pause: operation({
    id: 'update_rings.pause',
    method: 'POST',
    path: `${one}/pause`,
    summary: 'Pause a ring, with the reason',
    body: Closed({ reason: Name }),
    success: { status: 200, body: UpdateRing },
    mayWait: true,
    refusals: ['exceeds_scope'],
  }),
  resume: operation({
    id: 'update_rings.resume',
    method: 'POST',
    path: `${one}/resume`,
    summary: 'End the pause of a ring',
    success: { status: 200, body: UpdateRing },
    mayWait: true,
    refusals: ['exceeds_scope'],
  }),
  move: operation({
    id: 'update_rings.move_rooms',
    method: 'POST',
    path: `${one}/rooms`,
    summary: 'Move rooms of my scope into this ring, out of whichever they are in (D34)',
    body: Closed({ rooms: Type.Array(IdOf('room'), { minItems: 1, maxItems: mostRoomsNamed }) }),
    success: { status: 200, body: RoomsMoved },
    mayWait: true,
    refusals: ['unknown_reference', 'exceeds_scope'],
  }),
  rooms: operation({
    id: 'update_rings.rooms',
    method: 'GET',
    path: `${one}/rooms`,
    summary: 'The rooms of a ring in my reach, by name',
    query: Closed({ ...PageQuery, sort: Type.Optional(Type.Enum(['name', '-name'])) }),
    success: { status: 200, body: Page(Room) },
    refusals: listRefusals,
  }),
};
