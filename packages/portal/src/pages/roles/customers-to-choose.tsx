import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import type { ActiveCustomer } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { customerScope, paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Column } from '../../ui/table-columns.ts';

/** Roles belong to one customer (D26, D29): over all of them one chooses whose (portal.md 1.3). */
export function CustomersToChoose() {
  const { t } = useTranslation('roles');
  const { key } = usePageScope();
  const format = useFormat();
  const list = useCursorList<ActiveCustomer>(key('roles', 'customers'), '/customers');
  const columns: Column<ActiveCustomer>[] = [
    { id: 'customer', title: t('column.customer'), width: { min: 190, grow: 2 }, cell: ({ name }) => name },
    { id: 'domain', title: t('column.domain'), width: { min: 170, grow: 1 }, rank: 2, cell: ({ domain }) => domain },
    {
      id: 'state',
      title: t('column.state'),
      width: { min: 175, grow: 1 },
      rank: 1,
      cell: ({ state }) => <StatusBadge kind="relationship" value={state} />,
    },
    { id: 'rooms', title: t('column.rooms'), width: { min: 120, grow: 0 }, align: 'end', cell: ({ rooms }) => format.number(rooms) },
  ];
  return (
    <>
      <PageHeader title={t('title')} text={t('chooseCustomer')} />
      <DataTable
        label={t('column.customer')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: paths.roles(customerScope(id)) })}
        empty={<EmptyState icon={<BuildingMultipleRegular />} title={t('noCustomer.title')} text={t('noCustomer.text')} />}
      />
    </>
  );
}
