import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Room } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useClearFilters } from '../../ui/filter-bar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Column } from '../../ui/table-columns.ts';

type Props = {
  /** the list of the API */
  path: string;
  query?: Query;
  /** the tab of the room that a row leads to, where it is not the first */
  opens?: string;
  label: string;
  emptyTitle: string;
  emptyText: string;
};

/** The rooms of one customer, or in something of it, e.g. a group: only those that this person sees (D35). */
export function RoomsOf({ path, query = {}, opens, label, emptyTitle, emptyText }: Props) {
  const { t } = useTranslation('rooms');
  const { scope, key } = usePageScope();
  const format = useFormat();
  const clearFilters = useClearFilters();
  const list = useScopedList<Room>(key('rooms', 'of', path), path, query);
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
      rowLink={({ id }) => ({ to: paths.room(scope, id), ...(opens === undefined ? {} : { search: { tab: opens } }) })}
      clearFilters={query.q === undefined ? undefined : clearFilters}
      empty={<EmptyState title={emptyTitle} text={emptyText} />}
    />
  );
}
