import { ClipboardTaskRegular } from '@fluentui/react-icons/svg/clipboard-task';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { ChangeRequest } from '../../api/shapes.ts';
import { useOpenObject } from '../../app/open-object.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';
import { ChangePanel } from './change-panel.tsx';

const states = ['pending', 'applied', 'rejected', 'withdrawn', 'refused', 'stale', 'expired', 'cancelled'] as const;

/** What partners asked for and customers have not decided (D36); deciding is not part of this version, and the page says so. */
export function ChangesPage() {
  const { t } = useTranslation('changes');
  const term = useTerm();
  const { scope, all, key } = usePageScope();
  const [search] = useSearchState();
  const { open, searchOf, close } = useOpenObject();
  const { state } = filtersOf(search);
  const list = useScopedList<ChangeRequest>(key('changes'), '/change-requests', { state });
  const clearFilters = useClearFilters();
  const own = scope.side === 'org';

  const columns: Column<ChangeRequest>[] = [
    { id: 'target', title: t('column.target'), width: { min: 180, grow: 2 }, cell: ({ target }) => target.name },
    { id: 'what', title: t('column.what'), width: { min: 160, grow: 1 }, rank: 1, cell: ({ event }) => term('permission', event) },
    { id: 'state', title: t('column.state'), width: { min: 200, grow: 1 }, cell: (change) => <StatusBadge kind="change" value={change.state} /> },
    { id: 'person', title: t('column.person'), width: { min: 150, grow: 1 }, rank: 2, cell: ({ requestedBy }) => requestedBy.name },
    ...(own
      ? [
          {
            id: 'partner',
            title: t('column.partner'),
            width: { min: 130, grow: 1 },
            rank: 3,
            cell: ({ requestedBy }: ChangeRequest) => requestedBy.organization.name,
          },
        ]
      : []),
    { id: 'asked', title: t('column.asked'), width: { min: 190, grow: 1 }, rank: 4, cell: ({ requestedAt }) => <RelativeTime at={requestedAt} /> },
    {
      id: 'expires',
      title: t('column.expires'),
      width: { min: 190, grow: 1 },
      rank: 5,
      cell: (change) => (change.state === 'pending' ? <RelativeTime at={change.expiresAt} /> : '–'),
    },
  ];

  return (
    <>
      <PageHeader title={t('title')} text={t(own ? 'text.own' : 'text.partner')} />
      <WithPanel panel={open && <ChangePanel key={`${open.customer} ${open.id}`} {...open} onClose={close} />}>
        <FilterBar
          search="none"
          filters={[{ name: 'state', label: t('column.state'), options: states.map((value) => ({ value, text: term('change', value) })) }]}
        />
        <DataTable
          label={t('title')}
          list={list}
          columns={columns}
          rowKey={({ id }) => id}
          rowLink={(change) => ({ to: paths.changes(scope), search: searchOf(change) })}
          customerName={all ? ({ customerName }) => customerName : undefined}
          clearFilters={clearFilters}
          empty={
            <EmptyState
              icon={<ClipboardTaskRegular />}
              title={t(own ? 'empty.own' : 'empty.partner')}
              text={t(own ? 'empty.ownText' : 'empty.partnerText')}
            />
          }
        />
      </WithPanel>
    </>
  );
}
