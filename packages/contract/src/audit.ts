import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { CustomerFilter, Instant, Page, PageQuery, PersonRef, ShortText } from './values.ts';

/** The acts that a ledger may hold by name: noun.past-participle. A refused reading bears the name of its operation instead. */
export const auditActions = [
  'access.exported',
  'agent.enrolled',
  'api_token.created',
  'api_token.revoked',
  'assignment.created',
  'assignment.deleted',
  'assignment.modified',
  'audit.exported',
  'change_control.modified',
  'decision_client.created',
  'decision_client.revoked',
  'delegation.attended',
  'delegation.ended',
  'delegation.unattended',
  'group.created',
  'group.deleted',
  'group.members_changed',
  'group.modified',
  'incident.closed',
  'incident.commented',
  'incident.opened',
  'incident.raised',
  'incident.updated',
  'invitation.accepted',
  'invitation.cancelled',
  'invitation.created',
  'invitation.declined',
  'invitation.modified',
  'invitation.resent',
  'organization.created',
  'organization.modified',
  'primary_admin.added',
  'report.exported',
  'role.created',
  'role.deleted',
  'role.modified',
  'room.created',
  'room.modified',
  'room.unenrolled',
  'room_group.created',
  'room_group.deleted',
  'room_group.modified',
  'room_key.downloaded',
  'room_key.reset',
  'rooms.imported',
  'settings.modified',
  'tenant_manager.added',
  'tenant_manager.removed',
  'update_ring.created',
  'update_ring.deleted',
  'update_ring.modified',
  'update_ring.paused',
  'update_ring.resumed',
  'update_ring.rooms_moved',
  'user.created',
  'user.disabled',
  'user.enabled',
  'user.modified',
  'user.roles_set',
  'world.loaded',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What an act may be done to. A refusal names what its path names last instead. */
export const auditTargets = [
  'access',
  'api-token',
  'assignment',
  'decision-client',
  'delegation',
  'group',
  'incident',
  'invitation',
  'ledger',
  'organization',
  'report',
  'role',
  'room',
  'room-group',
  'update-ring',
  'user',
] as const;
export type AuditTarget = (typeof auditTargets)[number];

export const AuditEntry = Type.Object({
  id: IdOf('aud'),
  at: Instant,
  action: Type.String(),
  outcome: Type.Enum(['done', 'refused', 'requested']),
  actor: PersonRef,
  /** which way in: a signed-in session, an API token, a room's agent, or the platform itself */
  channel: Type.Enum(['session', 'token', 'agent', 'platform']),
  customer: Type.Union([IdOf('org'), Type.Null()]),
  customerName: Type.Optional(Type.String()),
  partner: Type.Optional(IdOf('org')),
  target: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
  changes: Type.Optional(Type.Unknown()),
  code: Type.Optional(Type.String()),
  count: Type.Optional(Type.Integer({ minimum: 2 })),
  request: Type.String(),
  /** the place in this ledger; null until the sealer has given it one, within about a second */
  sequence: Type.Union([Type.Integer(), Type.Null()]),
  digest: Type.String(),
  hash: Type.Union([Type.String(), Type.Null()]),
  /** the same act in the other side's ledger */
  twin: Type.Optional(Type.String()),
});
export type AuditEntry = Static<typeof AuditEntry>;

const filters = {
  action: Type.Optional(ShortText),
  outcome: Type.Optional(Type.Enum(['done', 'refused', 'requested'])),
  actor: Type.Optional(ShortText),
  target: Type.Optional(ShortText),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};
export const audit = {
  list: operation({
    id: 'audit.list',
    method: 'GET',
    path: '/audit',
    summary: 'The ledger of my organization, newest first; with customer: what concerns that customer',
    query: Closed({ ...PageQuery, ...CustomerFilter, ...filters }),
    success: { status: 200, body: Page(AuditEntry) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  export: operation({
    id: 'audit.export',
    method: 'GET',
    path: '/customers/{customer}/audit/export',
    summary: 'The sealed ledger as JSON Lines, oldest first',
    query: Closed({ format: Type.Enum(['jsonl']), from: Type.Optional(Instant), to: Type.Optional(Instant) }),
    success: { status: 200, body: Type.String(), mediaType: 'application/jsonl' },
  }),
};
