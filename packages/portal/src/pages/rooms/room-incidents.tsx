import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Incident, Room } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useIncidentTitle } from '../../ui/incident-title.ts';
import { RelativeTime, useTimeWidth } from '../../ui/relative-time.tsx';
import { StatusBadge, useBadgeWidth } from '../../ui/status-badge.tsx';

/** The incidents of this room, open and closed, newest first. */
export function RoomIncidents({ room }: { room: Room }) {
  const { t } = useTranslation('incidents');
  const { scope, key } = usePageScope();
  const titleOf = useIncidentTitle();
  const badgeWidth = useBadgeWidth();
  const timeWidth = useTimeWidth();
  const list = useScopedList<Incident>(key('incidents', 'of-room', room.id), '/incidents', { room: room.id });
  const columns: Column<Incident>[] = [
    { id: 'title', title: t('column.title'), width: { min: 200, grow: 2 }, cell: titleOf },
    {
      id: 'severity',
      title: t('column.severity'),
      width: badgeWidth('severity', t('column.severity')),
      cell: ({ severity }) => <StatusBadge kind="severity" value={severity} />,
    },
    {
      id: 'state',
      title: t('column.state'),
      width: badgeWidth('incident', t('column.state')),
      cell: ({ state }) => <StatusBadge kind="incident" value={state} />,
    },
    {
      id: 'opened',
      title: t('column.opened'),
      width: timeWidth(t('column.opened')),
      rank: 2,
      cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
    },
    {
      id: 'closed',
      title: t('column.closed'),
      width: timeWidth(t('column.closed')),
      rank: 3,
      cell: ({ closedAt }) => <RelativeTime at={closedAt} />,
    },
  ];
  return (
    <DataTable
      label={t('title')}
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: paths.incident(scope, id) })}
      empty={<EmptyState icon={<CheckmarkCircleRegular />} title={t('ofRoom.empty')} text={t('ofRoom.emptyText')} />}
    />
  );
}
