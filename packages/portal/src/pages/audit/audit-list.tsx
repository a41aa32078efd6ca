import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Query } from '../../api/client.ts';
import type { AuditEntry } from '../../api/shapes.ts';
import { useShownPath } from '../../app/shown-path.ts';
import { useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { WithPanel } from '../../ui/detail-panel.tsx';
import { RelativeTime, useTimeWidth } from '../../ui/relative-time.tsx';
import { StatusBadge, useBadgeWidth } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';
import { widthFor } from '../../ui/text-width.ts';
import { EntryPanel } from './entry-panel.tsx';
import { useAuditWords } from './audit-words.ts';

type Props = {
  /** What of the ledger is shown: filters that the API knows. */
  query: Query;
  empty: ReactNode;
  clearFilters?: (() => void) | undefined;
  /** Above the list; given the entries that are loaded. */
  filters?: (entries: readonly AuditEntry[]) => ReactNode;
};

const channels = ['session', 'token', 'agent', 'platform', 'link'] as const satisfies readonly AuditEntry['channel'][];

/** Entries of a ledger, newest first, with the panel of the one that is open. */
export function AuditList({ query, empty, clearFilters, filters }: Props) {
  const { t } = useTranslation('audit');
  const term = useTerm();
  const format = useFormat();
  const words = useAuditWords();
  const { all, key } = usePageScope();
  const here = useShownPath();
  const [search, setSearch] = useSearchState();
  const list = useScopedList<AuditEntry>(key('audit'), '/audit', query);
  const open = list.rows.find(({ id }) => id === search.open);

  const close = (): void => {
    const id = search.open;
    setSearch({ open: undefined });
    if (id !== undefined) setTimeout(() => document.querySelector<HTMLElement>(`a[href*="open=${CSS.escape(id)}"]`)?.focus(), 50);
  };
  const badgeWidth = useBadgeWidth();
  const timeWidth = useTimeWidth();
  const columns: Column<AuditEntry>[] = [
    { id: 'action', title: t('column.action'), width: { min: 190, grow: 2 }, cell: words.action },
    {
      id: 'outcome',
      title: t('column.outcome'),
      width: badgeWidth('outcome', t('column.outcome')),
      rank: 1,
      cell: ({ outcome }) => <StatusBadge kind="outcome" value={outcome} />,
    },
    { id: 'person', title: t('column.person'), width: { min: 130, grow: 1 }, cell: words.person },
    { id: 'organization', title: t('column.organization'), width: { min: 105, grow: 1 }, rank: 3, cell: ({ actor }) => actor.organization.name },
    { id: 'target', title: t('column.target'), width: { min: 190, grow: 3 }, rank: 2, cell: words.target },
    { id: 'at', title: t('column.at'), width: timeWidth(t('column.at')), cell: ({ at }) => <RelativeTime at={at} /> },
    {
      id: 'channel',
      title: t('column.channel'),
      width: widthFor([t('column.channel'), ...channels.map((channel) => term('channel', channel))]),
      rank: 5,
      cell: ({ channel }) => term('channel', channel),
    },
    {
      id: 'sequence',
      title: t('column.sequence'),
      width: widthFor([t('column.sequence'), t('notSealed'), format.number(8_888_888)]),
      rank: 4,
      align: 'end',
      cell: ({ sequence }) => (sequence === null ? t('notSealed') : format.number(sequence)),
    },
  ];
  return (
    <WithPanel panel={open && <EntryPanel entry={open} onClose={close} />}>
      {filters?.(list.rows)}
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: here, search: { ...search, open: id } })}
        customerName={all ? ({ customerName }) => customerName ?? '–' : undefined}
        clearFilters={clearFilters}
        empty={empty}
      />
    </WithPanel>
  );
}
