import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { GroupListRegular } from '@fluentui/react-icons/svg/group-list';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { RoomGroup } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { useSearchState } from '../../app/search.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useUsedBy } from './used-by.tsx';

/** Room groups in reach; a partner sees those with rooms of its own, and only these counted (D35). */
export function GroupsPage() {
  const { t } = useTranslation('groups');
  const { scope, all, key } = usePageScope();
  const [search, setSearch] = useSearchState();
  const format = useFormat();
  const href = useHref();
  const usedBy = useUsedBy();
  const own = scope.side === 'org';
  const mayAdd = useMayOpen()(paths.roomGroupNew()) && own;
  const list = useScopedList<RoomGroup>(key('room-groups', 'list'), '/room-groups', { sort: search.sort });
  const columns: Column<RoomGroup>[] = [
    { id: 'name', title: t('column.name'), sort: 'name', width: { min: 190, grow: 2 }, cell: ({ name }) => name },
    { id: 'rooms', title: t('column.rooms'), width: { min: 140, grow: 0 }, align: 'end', cell: ({ rooms }) => format.number(rooms) },
    { id: 'used', title: t('column.usedBy'), width: { min: 220, grow: 2 }, rank: 1, cell: usedBy },
    { id: 'changed', title: t('column.changed'), width: { min: 190, grow: 0 }, rank: 2, cell: ({ changedAt }) => <RelativeTime at={changedAt} /> },
    ...(own
      ? [{ id: 'by', title: t('column.by'), width: { min: 150, grow: 1 }, rank: 3, cell: ({ changedBy }: RoomGroup) => changedBy?.name ?? '–' }]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        text={own ? t('text') : t('textPartner')}
        actions={
          mayAdd && (
            <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.roomGroupNew())}>
              {t('new.button')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ customer, id }) => ({ to: paths.roomGroup(scopeOfRow(scope, customer), id) })}
        customerName={all ? ({ customerName }) => customerName : undefined}
        sort={{ by: search.sort, set: (sort) => setSearch({ sort }) }}
        empty={
          <EmptyState
            icon={<GroupListRegular />}
            title={t('empty.title')}
            text={own ? t('empty.text') : t('empty.textPartner')}
            {...(mayAdd ? { action: { text: t('new.button'), to: paths.roomGroupNew() } } : {})}
          />
        }
      />
    </>
  );
}
