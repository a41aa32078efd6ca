import { ConferenceRoomRegular } from '@fluentui/react-icons/svg/conference-room';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Room } from '../../api/shapes.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';

const healthValues = ['important', 'warning', 'unknown', 'not-monitored', 'healthy'] as const;

/** Rooms in reach: one's own, one customer's, or those of all customers (D22, D46). */
export function RoomsPage() {
  const { t } = useTranslation(['rooms', 'ui']);
  const term = useTerm();
  const format = useFormat();
  const { scope, all, key } = usePageScope();
  const [search, setSearch] = useSearchState();
  const { health } = filtersOf(search);
  const list = useScopedList<Room>(key('rooms'), '/rooms', { q: search.q, health, sort: search.sort });
  const clearFilters = useClearFilters();

  const columns: Column<Room>[] = [
    { id: 'name', title: t('column.name'), sort: 'name', width: { min: 180, grow: 2 }, cell: (room) => room.name },
    { id: 'health', title: t('column.health'), width: { min: 175, grow: 1 }, cell: (room) => <StatusBadge kind="health" value={room.health} /> },
    { id: 'city', title: t('column.city'), width: { min: 120, grow: 1 }, rank: 2, cell: (room) => room.city },
    { id: 'country', title: t('column.country'), width: { min: 120, grow: 1 }, rank: 3, cell: (room) => format.country(room.country) },
    { id: 'site', title: t('column.site'), width: { min: 120, grow: 1 }, rank: 4, cell: (room) => room.site },
    { id: 'device', title: t('column.device'), width: { min: 140, grow: 1 }, rank: 6, cell: (room) => term('device', room.device) },
    { id: 'enrolment', title: t('column.enrolment'), width: { min: 180, grow: 1 }, rank: 5, cell: (room) => <StatusBadge kind="enrolment" value={room.enrolment.state} /> },
    { id: 'lastSeen', title: t('column.lastSeen'), width: { min: 190, grow: 1 }, rank: 3, cell: (room) => <RelativeTime at={room.lastSeenAt} otherwise={t('ui:never')} /> },
  ];

  return (
    <>
      <PageHeader title={t('title')} />
      <FilterBar filters={[{ name: 'health', label: t('column.health'), options: healthValues.map((value) => ({ value, text: term('health', value) })) }]} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={(room) => room.id}
        rowLink={(room) => ({ to: paths.room(scopeOfRow(scope, room.customer), room.id) })}
        customerName={all ? (room) => room.customerName : undefined}
        sort={{ by: search.sort, set: (sort) => setSearch({ sort }) }}
        clearFilters={clearFilters}
        empty={
          <EmptyState
            icon={<ConferenceRoomRegular />}
            title={scope.side === 'org' ? t('empty.own') : t('empty.partner')}
            text={scope.side === 'org' ? t('empty.ownText') : t('empty.partnerText')}
          />
        }
      />
    </>
  );
}
