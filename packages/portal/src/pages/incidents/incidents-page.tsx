import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Incident } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { useOpenObject } from '../../app/open-object.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { useIncidentTitle } from '../../ui/incident-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime, useTimeWidth } from '../../ui/relative-time.tsx';
import { StatusBadge, useBadgeWidth } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';
import { widthFor } from '../../ui/text-width.ts';
import { useAssigneeWords } from './assignee-words.ts';
import { IncidentPanel } from './incident-panel.tsx';

const severities = ['important', 'warning'] as const;
const states = ['needs_action', 'investigating', 'waiting', 'resolved', 'closed'] as const;

/** The workday list: incidents of the rooms in reach, newest first (D22, D46, D56). */
export function IncidentsPage() {
  const { t } = useTranslation('incidents');
  const term = useTerm();
  const format = useFormat();
  const { scope, all, key } = usePageScope();
  const [search] = useSearchState();
  const { open, searchOf, close } = useOpenObject();
  const titleOf = useIncidentTitle();
  const assigneeOf = useAssigneeWords();
  const href = useHref();
  const mayOpen = useMayOpen();
  const { severity, state, open: openness, assigned } = filtersOf(search);
  const list = useScopedList<Incident>(key('incidents'), '/incidents', { severity, state, open: openness, assigned });
  const clearFilters = useClearFilters();
  const badgeWidth = useBadgeWidth();
  const timeWidth = useTimeWidth();

  const columns: Column<Incident>[] = [
    { id: 'title', title: t('column.title'), width: { min: 240, grow: 3 }, cell: titleOf },
    {
      id: 'severity',
      title: t('column.severity'),
      width: badgeWidth('severity', t('column.severity')),
      cell: (incident) => <StatusBadge kind="severity" value={incident.severity} />,
    },
    { id: 'room', title: t('column.room'), width: { min: 120, grow: 1 }, rank: 1, cell: ({ roomName }) => roomName },
    {
      id: 'state',
      title: t('column.state'),
      width: badgeWidth('incident', t('column.state')),
      rank: 2,
      cell: (incident) => <StatusBadge kind="incident" value={incident.state} />,
    },
    {
      id: 'opened',
      title: t('column.opened'),
      width: timeWidth(t('column.opened')),
      rank: 3,
      cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
    },
    { id: 'assignee', title: t('column.assignee'), width: { min: 140, grow: 1 }, rank: 4, cell: assigneeOf },
    {
      id: 'number',
      title: t('column.number'),
      width: widthFor([t('column.number'), format.number(88_888)]),
      rank: 5,
      align: 'end',
      cell: ({ number }) => format.number(number),
    },
  ];

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayOpen(paths.incidentNew(scope)) && (
            <Button as="a" icon={<AddRegular />} {...href(paths.incidentNew(scope))}>
              {t('record.button')}
            </Button>
          )
        }
      />
      <WithPanel panel={open && <IncidentPanel key={`${open.customer} ${open.id}`} {...open} onClose={close} />}>
        <FilterBar
          search="none"
          filters={[
            {
              name: 'open',
              label: t('filter.open'),
              options: [
                { value: 'true', text: t('filter.onlyOpen') },
                { value: 'false', text: t('filter.onlyClosed') },
              ],
            },
            { name: 'severity', label: t('column.severity'), options: severities.map((value) => ({ value, text: term('severity', value) })) },
            {
              name: 'assigned',
              label: t('column.assignee'),
              options: [
                { value: 'me', text: t('filter.me') },
                { value: 'nobody', text: t('nobody') },
              ],
            },
            { name: 'state', label: t('column.state'), options: states.map((value) => ({ value, text: term('incident', value) })) },
          ]}
        />
        <DataTable
          label={t('title')}
          list={list}
          columns={columns}
          rowKey={({ id }) => id}
          rowLink={(incident) => ({ to: paths.incidents(scope), search: searchOf(incident) })}
          customerName={all ? ({ customerName }) => customerName : undefined}
          clearFilters={clearFilters}
          empty={<EmptyState icon={<CheckmarkCircleRegular />} title={t('empty.title')} text={t('empty.text')} />}
        />
      </WithPanel>
    </>
  );
}
