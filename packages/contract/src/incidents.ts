import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { AllowedActions, CustomerFilter, Instant, Name, Notes, Page, PageQuery, PersonRef, Remark, ShortText, Version } from './values.ts';

export const Severity = Type.Enum(['important', 'warning']);
export const IncidentState = Type.Enum(['needs_action', 'investigating', 'waiting', 'resolved', 'closed']);
export type IncidentState = Static<typeof IncidentState>;

export const Incident = Type.Object({
  id: IdOf('inc'),
  customer: IdOf('org'),
  customerName: Type.String(),
  room: IdOf('room'),
  roomName: Type.String(),
  number: Type.Integer({ minimum: 1 }),
  severity: Severity,
  title: Type.String(),
  /** the health signal behind it, by key; its words are the portal's */
  signal: Type.Optional(Type.String()),
  detail: Type.String(),
  state: IncidentState,
  /** the states it may be put into now; closing is not among them where its signal closes it */
  nextStates: Type.Array(IncidentState),
  /** whose hands it is in; `elsewhere`: of somebody whom this reader may not know by name (D22) */
  assigned: Type.Enum(['nobody', 'own', 'elsewhere']),
  assignee: Type.Optional(PersonRef),
  source: Type.Enum(['signal', 'person']),
  openedAt: Instant,
  /** when it was resolved, or closed without that */
  resolvedAt: Type.Optional(Instant),
  closedAt: Type.Optional(Instant),
  /** why it was resolved or closed, in the words of who did */
  resolution: Type.Optional(Type.String()),
  externalNumber: Type.Optional(Type.String()),
  version: Version,
  allowedActions: AllowedActions,
});
export type Incident = Static<typeof Incident>;

/** What a person records that no signal found (D56). */
export const NewIncident = Closed({
  room: IdOf('room'),
  severity: Severity,
  title: Name,
  detail: Type.Optional(Notes),
});
export type NewIncident = Static<typeof NewIncident>;

/** What may be changed of a ticket. Resolving and closing need a `reason`; reopening is `state: needs_action`. */
export const IncidentChange = Closed({
  state: Type.Optional(IncidentState),
  reason: Type.Optional(Name),
  /** `me` takes it; null gives it back */
  assignee: Type.Optional(Type.Union([Type.Literal('me'), IdOf('usr'), Type.Null()])),
  /** only upwards: a warning may be escalated */
  severity: Type.Optional(Type.Enum(['important'])),
  externalNumber: Type.Optional(Type.Union([Name, Type.Null()])),
});
export type IncidentChange = Static<typeof IncidentChange>;

/** Who reads a comment: people of both organizations, or only those of the author's own. */
export const Audience = Type.Enum(['both', 'own']);
export type Audience = Static<typeof Audience>;

/** A comment stands as it was written. Those that another organization keeps to itself do not exist for the reader. */
export const Comment = Type.Object({
  id: IdOf('cmt'),
  customer: IdOf('org'),
  incident: IdOf('inc'),
  author: PersonRef,
  audience: Audience,
  text: Type.String(),
  at: Instant,
});
export type Comment = Static<typeof Comment>;

export const incidents = {
  list: operation({
    id: 'incidents.list',
    method: 'GET',
    path: '/incidents',
    summary: 'Incidents of the rooms in my reach, newest first, over all customers',
    query: Closed({
      ...PageQuery,
      ...CustomerFilter,
      room: Type.Optional(ShortText),
      severity: Type.Optional(Severity),
      state: Type.Optional(IncidentState),
      open: Type.Optional(Type.Boolean()),
      assigned: Type.Optional(Type.Enum(['me', 'nobody'])),
    }),
    success: { status: 200, body: Page(Incident) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  get: operation({
    id: 'incidents.get',
    method: 'GET',
    path: '/customers/{customer}/incidents/{incident}',
    summary: 'One incident',
    success: { status: 200, body: Incident },
  }),
  create: operation({
    id: 'incidents.create',
    method: 'POST',
    path: '/customers/{customer}/incidents',
    summary: 'Record an incident that no signal found',
    body: NewIncident,
    success: { status: 201, body: Incident },
    mayWait: true,
    refusals: ['unknown_reference', 'idempotency_mismatch', 'read_only'],
  }),
  update: operation({
    id: 'incidents.update',
    method: 'PATCH',
    path: '/customers/{customer}/incidents/{incident}',
    summary: 'Change the ticket of an incident: state, assignee, severity, external number',
    body: IncidentChange,
    success: { status: 200, body: Incident },
    mayWait: true,
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'unknown_reference', 'transition_not_allowed', 'follows_signal', 'read_only'],
  }),
  assignees: operation({
    id: 'incidents.assignees',
    method: 'GET',
    path: '/customers/{customer}/incidents/{incident}/assignees',
    summary: 'People whom the caller may assign this incident to, by name',
    query: Closed({ q: Type.Optional(Type.String({ maxLength: 100, description: 'the beginning of the name or of a later word of it' })) }),
    success: { status: 200, body: Type.Object({ items: Type.Array(PersonRef) }) },
  }),
  comments: operation({
    id: 'incidents.comments',
    method: 'GET',
    path: '/customers/{customer}/incidents/{incident}/comments',
    summary: 'Comments of an incident that the caller may read, newest first',
    query: Closed({ ...PageQuery }),
    success: { status: 200, body: Page(Comment) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  comment: operation({
    id: 'incidents.comment',
    method: 'POST',
    path: '/customers/{customer}/incidents/{incident}/comments',
    summary: 'Comment on an incident, for both organizations or only for one’s own',
    body: Closed({ text: Remark, audience: Audience }),
    success: { status: 201, body: Comment },
    mayWait: true,
    refusals: ['idempotency_mismatch', 'read_only'],
  }),
};
