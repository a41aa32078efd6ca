import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Room } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Column } from '../../ui/table-columns.ts';

/** The rooms in something of one customer, e.g. a group: only those that this person sees (D35). @param path the list of the API */
export function RoomsOf({ path, label, emptyTitle, emptyText }: { path: string; label: string; emptyTitle: string; emptyText: string }) {
  const { t } = useTranslation('rooms');
  const { scope, key } = usePageScope();
  const format = useFormat();
  const list = useScopedList<Room>(key('rooms', 'of', path), path);
  const columns: Column<Room>[] = [
    { id: 'name', title: t('column.name'), width: { min: 180, grow: 2 }, cell: ({ name }) => name },
    {
      id: 'health',
      title: t('column.health'),
      width: { min: 195, grow: 0 },
      rank: 1,
      cell: ({ health }) => <StatusBadge kind="health" value={health} />,
    },
    { id: 'site', title: t('column.site'), width: { min: 140, grow: 1 }, rank: 4, cell: ({ site }) => site },
    { id: 'city', title: t('column.city'), width: { min: 120, grow: 1 }, rank: 2, cell: ({ city }) => city },
    { id: 'country', title: t('column.country'), width: { min: 145, grow: 1 }, rank: 3, cell: ({ country }) => format.country(country) },
  ];
  return (
    <DataTable
      label={label}
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: paths.room(scope, id) })}
      empty={<EmptyState title={emptyTitle} text={emptyText} />}
    />
  );
}
