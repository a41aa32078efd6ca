import { makeStyles, tokens } from '@fluentui/react-components';
import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { useTranslation } from 'react-i18next';
import { useOffered } from '../../app/use-offered.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { customerScope, paths, scopeOfRow } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { type ReportName, wholeList } from './use-report.ts';

const useStyles = makeStyles({ note: { margin: '4px 0 0', color: tokens.colorNeutralForeground3, textWrap: 'pretty' } });

export type OfCustomer = { customer: string; customerName: string };
export type OfRoom = OfCustomer & { room: string; roomName: string };
type Read<F> = {
  data: { customers: readonly (F & OfCustomer)[]; rooms: readonly (F & OfRoom)[]; roomsLeftOut: number };
  dataUpdatedAt: number;
  isPlaceholderData: boolean;
  refetch: () => unknown;
};

/** The figures of each room, and over all customers those of each customer: the bars above as numbers. */
export function ReportRows<F>({ name, read, columns }: { name: ReportName; read: Read<F>; columns: readonly Column<F>[] }) {
  const { t } = useTranslation('reports');
  const { all } = usePageScope();
  const tabs = (['customers', 'rooms'] as const).map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  if (!all) return <ByRoom read={read} columns={columns} />;
  return (
    <Tabs label={t('tables')} tabs={tabs} shown={tab} keeps="filters">
      {tab === 'rooms' ? <ByRoom read={read} columns={columns} /> : <ByCustomer name={name} read={read} columns={columns} />}
    </Tabs>
  );
}

function ByRoom<F>({ read, columns }: { read: Read<F>; columns: readonly Column<F>[] }) {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const { scope, all } = usePageScope();
  const offered = useOffered();
  const { rooms, roomsLeftOut } = read.data;
  const named: Column<F & OfRoom>[] = [
    { id: 'room', title: t('column.room'), width: { min: 180, grow: 2 }, cell: ({ roomName }) => roomName },
    ...columns,
  ];
  return (
    <>
      <DataTable
        label={t('tab.rooms')}
        list={wholeList(rooms, read)}
        columns={named}
        rowKey={({ room }) => room}
        {...(offered('rooms') ? { rowLink: ({ customer, room }: OfRoom) => ({ to: paths.room(scopeOfRow(scope, customer), room) }) } : {})}
        customerName={all ? ({ customerName }) => customerName : undefined}
        empty={<NoRooms />}
      />
      {roomsLeftOut > 0 && <p className={styles.note}>{t('moreRooms', { count: roomsLeftOut })}</p>}
    </>
  );
}

function ByCustomer<F>({ name, read, columns }: { name: ReportName; read: Read<F>; columns: readonly Column<F>[] }) {
  const { t } = useTranslation('reports');
  const [search] = useSearchState();
  const named: Column<F & OfCustomer>[] = [
    { id: 'customer', title: t('column.customer'), width: { min: 180, grow: 2 }, cell: ({ customerName }) => customerName },
    ...columns,
  ];
  return (
    <DataTable
      label={t('tab.customers')}
      list={wholeList(read.data.customers, read)}
      columns={named}
      rowKey={({ customer }) => customer}
      rowLink={({ customer }) => ({ to: paths.report(customerScope(customer), name), search: search.f === undefined ? {} : { f: search.f } })}
      empty={<NoRooms />}
    />
  );
}

/** Nothing in reach to report on: not the same as nothing measured. */
export function NoRooms() {
  const { t } = useTranslation('reports');
  const { scope } = usePageScope();
  const offered = useOffered();
  const [search] = useSearchState();
  const why = filtersOf(search)['group'] !== undefined ? 'group' : scope.side === 'org' ? 'own' : 'partner';
  return (
    <EmptyState
      icon={<BuildingMultipleRegular />}
      title={t('noRooms.title')}
      text={t(`noRooms.${why}`)}
      {...(offered('rooms') ? { action: { text: t('noRooms.toRooms'), to: paths.rooms(scope) } } : {})}
    />
  );
}
