import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { ConferenceRoomRegular } from '@fluentui/react-icons/svg/conference-room';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { Room } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type Filter, FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';
import { usePlaces, usePlacesOfAll } from './use-places.ts';

const healthValues = ['important', 'warning', 'unknown', 'not-monitored', 'healthy'] as const;

/** Health and where rooms lie; over all customers also whose they are: then the places are those of that customer. */
function useFilters(customer: string | undefined, chosen: string | undefined): Filter[] {
  const { t, i18n } = useTranslation(['rooms', 'ui']);
  const term = useTerm();
  const format = useFormat();
  const { customers } = useMe();
  const ofOne = usePlaces(customer);
  const ofAll = usePlacesOfAll(chosen, customer === undefined ? 'wanted' : 'not wanted');
  const { countries, cities, sites } = customer === undefined ? ofAll : ofOne;
  const plain = (values: readonly string[]) => values.map((value) => ({ value, text: value }));
  const named = <T extends { text: string }>(options: readonly T[]): T[] =>
    options.toSorted((one, other) => one.text.localeCompare(other.text, i18n.language));
  const health: Filter = {
    name: 'health',
    label: t('column.health'),
    options: healthValues.map((value) => ({ value, text: term('health', value) })),
  };
  const whose: Filter = {
    name: 'customer',
    label: t('ui:list.customer'),
    options: named(customers.map(({ id, name }) => ({ value: id, text: name }))),
  };
  return [
    ...(customer === undefined ? [whose] : []),
    health,
    { name: 'country', label: t('column.country'), options: named(countries.map((value) => ({ value, text: format.country(value) }))) },
    { name: 'city', label: t('column.city'), options: plain(cities) },
    ...(customer === undefined ? [] : [{ name: 'site', label: t('column.site'), options: plain(sites) }]),
  ];
}

/** Rooms in reach: one's own, one customer's, or those of all customers (D22, D46). */
export function RoomsPage() {
  const { t } = useTranslation(['rooms', 'ui']);
  const term = useTerm();
  const format = useFormat();
  const href = useHref();
  const { pages } = useMe();
  const { scope, all, key, customer } = usePageScope();
  const [search, setSearch] = useSearchState();
  const { health, country, city, site, customer: chosen } = filtersOf(search);
  const filters = useFilters(customer, chosen);
  const narrower = customer === undefined ? { customer: chosen } : { site };
  const list = useScopedList<Room>(key('rooms'), '/rooms', { q: search.q, health, country, city, ...narrower, sort: search.sort });
  const clearFilters = useClearFilters();
  const own = scope.side === 'org';
  const mayAdd = own && pages.includes(paths.roomNew());
  const mayImport = own && pages.includes(paths.roomImport());

  const columns: Column<Room>[] = [
    { id: 'name', title: t('column.name'), sort: 'name', width: { min: 160, grow: 2 }, cell: (room) => room.name },
    { id: 'health', title: t('column.health'), width: { min: 195, grow: 0 }, cell: (room) => <StatusBadge kind="health" value={room.health} /> },
    { id: 'city', title: t('column.city'), width: { min: 120, grow: 1 }, rank: 1, cell: (room) => room.city },
    { id: 'country', title: t('column.country'), width: { min: 145, grow: 1 }, rank: 2, cell: (room) => format.country(room.country) },
    { id: 'site', title: t('column.site'), width: { min: 140, grow: 1 }, rank: 3, cell: (room) => room.site },
    { id: 'device', title: t('column.device'), width: { min: 140, grow: 1 }, rank: 6, cell: (room) => term('device', room.device) },
    {
      id: 'enrolment',
      title: t('column.enrolment'),
      width: { min: 225, grow: 1 },
      rank: 5,
      cell: (room) => <StatusBadge kind="enrolment" value={room.enrolment.state} />,
    },
    {
      id: 'lastSeen',
      title: t('column.lastSeen'),
      width: { min: 180, grow: 0 },
      rank: 4,
      cell: (room) => <RelativeTime at={room.lastSeenAt} otherwise={t('ui:never')} />,
    },
  ];

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {mayImport && (
              <Button as="a" icon={<ArrowUploadRegular />} {...href(paths.roomImport())}>
                {t('action.import')}
              </Button>
            )}
            {mayAdd && (
              <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.roomNew())}>
                {t('action.add')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar filters={filters} />
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
            title={own ? t('empty.own') : t('empty.partner')}
            text={own ? (mayAdd ? t('empty.ownText') : t('empty.ownNoRight')) : t('empty.partnerText')}
            {...(mayAdd ? { action: { text: t('action.add'), to: paths.roomNew() } } : {})}
          />
        }
      />
    </>
  );
}
