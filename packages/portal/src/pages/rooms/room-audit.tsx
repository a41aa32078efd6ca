import { useTranslation } from 'react-i18next';
import type { Room } from '../../api/shapes.ts';
import { AuditList } from '../audit/audit-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What was done to this room, by whom. */
export function RoomAudit({ room }: { room: Room }) {
  const { t } = useTranslation('audit');
  return <AuditList query={{ target: room.id }} empty={<EmptyState title={t('ofObject.empty')} text={t('ofObject.emptyText')} />} />;
}
