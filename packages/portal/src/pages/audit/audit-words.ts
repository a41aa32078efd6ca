import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/shapes.ts';
import { useTerm } from '../../ui/term.ts';

/** The acts that a ledger may hold by name, to choose from: those of the contract. */
export const knownActions = [
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

/** Who did it, and what it was done to, in words. A machine is named as one; a person by name (D47). */
export function useAuditWords() {
  const { t } = useTranslation('audit');
  const term = useTerm();
  return {
    person: ({ actor, channel }: AuditEntry): string =>
      channel === 'agent' ? term('channel', 'agent') : channel === 'platform' && actor.id === 'platform' ? t('platform') : actor.name,
    target: ({ target }: AuditEntry): string =>
      target.name === '' ? term('target', target.type) : t('named', { kind: term('target', target.type), name: target.name }),
    action: ({ action }: AuditEntry): string => term('action', action),
  };
}
