import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { AllowedActions, CustomerFilter, Instant, Page, PageQuery, PersonRef, ShortText, Version } from './values.ts';

export const Severity = Type.Enum(['important', 'warning']);
export const IncidentState = Type.Enum(['needs_action', 'investigating', 'waiting', 'resolved', 'closed']);

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
  assignee: Type.Optional(PersonRef),
  source: Type.Enum(['signal', 'person']),
  openedAt: Instant,
  closedAt: Type.Optional(Instant),
  externalNumber: Type.Optional(Type.String()),
  version: Version,
  allowedActions: AllowedActions,
});
export type Incident = Static<typeof Incident>;

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
};
