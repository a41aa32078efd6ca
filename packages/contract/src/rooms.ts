import { Type, type Static } from 'typebox';
import { Country } from './countries.ts';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { AllowedActions, CustomerFilter, Instant, Name, Notes, Page, PageQuery, Scope, ShortText, Version } from './values.ts';

export const Health = Type.Enum(['healthy', 'important', 'warning', 'unknown', 'not-monitored']);
export type Health = Static<typeof Health>;
export const DeviceKind = Type.Enum(['console', 'board', 'pc']);
export type DeviceKind = Static<typeof DeviceKind>;
/** The update rings of every customer. */
export const builtInRings = ['staging', 'general', 'executive'] as const;
/** A ring of every customer by its word, one of the customer's own by its id. */
export const RingId = Type.Union([Type.Enum([...builtInRings]), IdOf('ring')]);
export type RingId = Static<typeof RingId>;
/** What a probe of the agent found: there, not there, or not measurable here. Unknown is never shown as healthy (D54). */
const Found = Type.Enum(['present', 'not_present', 'unknown']);
export const Measurements = Type.Record(Type.String(), Type.Object({ state: Found }, { additionalProperties: true }));

/** A meeting room. Groups, ring, access and audit are absent without their area's View (D71). */
export const Room = Type.Object({
  id: IdOf('room'),
  customer: IdOf('org'),
  customerName: Type.String(),
  name: Type.String(),
  country: Type.String(),
  city: Type.String(),
  site: Type.String(),
  notes: Type.String(),
  groups: Type.Optional(Type.Array(IdOf('rgrp'))),
  ring: Type.Optional(RingId),
  device: DeviceKind,
  health: Health,
  healthSince: Instant,
  /** the signals that are not healthy now, by name */
  healthReasons: Type.Array(Type.String()),
  lastSeenAt: Type.Union([Instant, Type.Null()]),
  enrolment: Type.Object({
    state: Type.Enum(['none', 'waiting', 'enrolled', 'key_expired']),
    keyIssuedAt: Type.Union([Instant, Type.Null()]),
    keyExpiresAt: Type.Union([Instant, Type.Null()]),
  }),
  measurements: Type.Optional(Type.Union([Measurements, Type.Null()])),
  version: Version,
  allowedActions: AllowedActions,
});
export type Room = Static<typeof Room>;

const attributes = { country: Country, city: Name, site: Name };
export const NewRoom = Closed({
  name: Name,
  ...attributes,
  notes: Type.Optional(Notes),
  device: Type.Optional(DeviceKind),
  groups: Type.Optional(Type.Array(IdOf('rgrp'), { maxItems: 100 })),
  ring: Type.Optional(RingId),
});
export type NewRoom = Static<typeof NewRoom>;
export const RoomChange = Closed({
  name: Type.Optional(Name),
  country: Type.Optional(Country),
  city: Type.Optional(Name),
  site: Type.Optional(Name),
  notes: Type.Optional(Notes),
  groups: Type.Optional(Type.Array(IdOf('rgrp'), { maxItems: 100 })),
  ring: Type.Optional(RingId),
});
export type RoomChange = Static<typeof RoomChange>;

const filters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'the beginning of a word of the name, city or site' })),
  country: Type.Optional(ShortText),
  city: Type.Optional(ShortText),
  site: Type.Optional(ShortText),
  health: Type.Optional(Health),
  group: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'a room group; holds for rooms whose groups I may see' })),
  ring: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'an update ring; holds for rooms whose ring I may see' })),
  sort: Type.Optional(Type.Enum(['name', '-name'])),
};
const listRefusals = ['invalid_cursor', 'unknown_filter'] as const;

const Verdict = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  verdict: Type.Enum(['create', 'error']),
  errors: Type.Array(Type.Object({ column: Type.String(), code: Type.String(), detail: Type.String() })),
});
export const RoomImport = Type.Object({
  preview: Type.Boolean(),
  lines: Type.Integer({ minimum: 0 }),
  creates: Type.Integer({ minimum: 0 }),
  failures: Type.Integer({ minimum: 0 }),
  created: Type.Integer({ minimum: 0 }),
  encoding: Type.String(),
  delimiter: Type.String(),
  columns: Type.Array(Type.String()),
  /** at most 1,000 lines: the errors first, then the rest in order */
  verdicts: Type.Array(Verdict),
});
export type RoomImport = Static<typeof RoomImport>;

/** A line of a file that cannot be imported: its cells as they were written, in the order of the columns, and what is wrong with which. */
export type FailingLine = Pick<Static<typeof Verdict>, 'line' | 'errors'> & { cells: string[] };

/** At most 1,000 of each, in order. */
const Places = Type.Object({ countries: Type.Array(Type.String()), cities: Type.Array(Type.String()), sites: Type.Array(Type.String()) });

export const rooms = {
  list: operation({
    id: 'rooms.list',
    method: 'GET',
    path: '/rooms',
    summary: 'Rooms in my reach, over all customers',
    query: Closed({ ...PageQuery, ...CustomerFilter, ...filters }),
    success: { status: 200, body: Page(Room) },
    refusals: listRefusals,
  }),
  listOfCustomer: operation({
    id: 'rooms.list_of_customer',
    method: 'GET',
    path: '/customers/{customer}/rooms',
    summary: 'Rooms of one customer in my reach',
    query: Closed({ ...PageQuery, ...filters }),
    success: { status: 200, body: Page(Room) },
    refusals: listRefusals,
  }),
  create: operation({
    id: 'rooms.create',
    method: 'POST',
    path: '/customers/{customer}/rooms',
    summary: 'Create a room',
    body: NewRoom,
    success: { status: 201, body: Room },
    refusals: ['unknown_reference', 'would_widen_delegation', 'exceeds_scope', 'idempotency_mismatch', 'read_only'],
  }),
  get: operation({
    id: 'rooms.get',
    method: 'GET',
    path: '/customers/{customer}/rooms/{room}',
    summary: 'One room',
    success: { status: 200, body: Room },
  }),
  update: operation({
    id: 'rooms.update',
    method: 'PATCH',
    path: '/customers/{customer}/rooms/{room}',
    summary: 'Change a room',
    body: RoomChange,
    success: { status: 200, body: Room },
    mayWait: true,
    rehearses: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'unknown_reference', 'would_widen_delegation', 'read_only'],
  }),
  unenrol: operation({
    id: 'rooms.unenrol',
    method: 'DELETE',
    path: '/customers/{customer}/rooms/{room}',
    summary: 'Unenrol a room: it leaves Keyholder, its key and agent end',
    success: { status: 200, body: Room },
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required'],
  }),
  key: operation({
    id: 'rooms.key',
    method: 'GET',
    path: '/customers/{customer}/rooms/{room}/key',
    summary: 'Download the enrolment key while no machine has enrolled with it',
    success: { status: 200, body: Type.Object({ key: Type.String(), issuedAt: Instant, expiresAt: Instant }) },
    refusals: ['step_up_required', 'already_enrolled'],
  }),
  resetKey: operation({
    id: 'rooms.reset_key',
    method: 'POST',
    path: '/customers/{customer}/rooms/{room}/key/reset',
    summary: 'Make a new enrolment key; the former key and agent end at once',
    success: { status: 200, body: Room },
    refusals: ['step_up_required'],
  }),
  import: operation({
    id: 'rooms.import',
    method: 'POST',
    path: '/customers/{customer}/rooms/imports',
    summary: 'Import rooms from a CSV file; a dry run with preview=true',
    query: Closed({ preview: Type.Optional(Type.Boolean()), onError: Type.Optional(Type.Enum(['none', 'rest'])) }),
    rawBody: ['text/csv'],
    success: { status: 200, body: RoomImport },
    refusals: ['unknown_property', 'too_many'],
  }),
  failingLines: operation({
    id: 'rooms.failing_lines',
    method: 'POST',
    path: '/customers/{customer}/rooms/imports/failing-lines',
    summary: 'Every line of a CSV file that cannot be imported, with its cells and what is wrong with them; the file is the same as for the import',
    rawBody: ['text/csv'],
    success: { status: 200, body: Type.String(), mediaType: 'application/jsonl' },
    refusals: ['unknown_property', 'too_many'],
  }),
  measureScope: operation({
    id: 'scope.measure',
    method: 'POST',
    path: '/customers/{customer}/scope/measure',
    summary: 'How many of the rooms that I see a scope covers now',
    body: Closed({ scope: Scope }),
    success: {
      status: 200,
      body: Type.Object({ rooms: Type.Integer({ minimum: 0 }), places: Type.Array(Type.Object({ country: Type.String(), rooms: Type.Integer() })) }),
    },
    refusals: ['unknown_reference'],
  }),
  placesOfAll: operation({
    id: 'rooms.places_of_all',
    method: 'GET',
    path: '/places',
    summary: 'Countries, cities and sites of the rooms in my reach, over all customers',
    query: Closed(CustomerFilter),
    success: { status: 200, body: Places },
  }),
  places: operation({
    id: 'rooms.places',
    method: 'GET',
    path: '/customers/{customer}/places',
    summary: 'Countries, cities and sites of the rooms in my reach',
    success: { status: 200, body: Places },
  }),
};
