import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Delegation, Invitation } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeLeft } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useTerm } from '../../ui/term.ts';
import { manualIn, useChangeEvents } from './delegation-queries.ts';
import { invitationStates, mergeRows, type PartnerRow, relationshipStates, targetOf } from './partner-rows.ts';

/** Who was given access to one's rooms, who was asked, and what became of it (D09, D11, D30). */
export function PartnersPage() {
  const { t } = useTranslation('partners');
  const { organization, pages } = useMe();
  const { key } = usePageScope();
  const href = useHref();
  const term = useTerm();
  const [search] = useSearchState();
  const { state } = filtersOf(search);
  const columns = useColumns();
  const clearFilters = useClearFilters();
  const invitations = useScopedList<Invitation>(key('invitations'), `/customers/${organization.id}/invitations`);
  const delegations = useScopedList<Delegation>(key('partners'), `/customers/${organization.id}/partners`);
  const mayAdd = pages.includes(paths.partnerNew());

  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          mayAdd && (
            <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.partnerNew())}>
              {t('add.title')}
            </Button>
          )
        }
      />
      <FilterBar
        search="none"
        filters={[
          {
            name: 'state',
            label: t('column.state'),
            options: [
              ...invitationStates.map((value) => ({ value, text: term('invitation', value) })),
              ...relationshipStates.map((value) => ({ value, text: term('relationship', value) })),
            ],
          },
        ]}
      />
      <DataTable
        label={t('title')}
        list={mergeRows(invitations, delegations, state)}
        columns={columns}
        rowKey={targetKey}
        rowLink={(row) => ({ to: paths.partnerDetail(targetOf(row)) })}
        clearFilters={clearFilters}
        empty={
          <EmptyState
            icon={<HandshakeRegular />}
            title={t('empty.title')}
            text={t('empty.text')}
            {...(mayAdd ? { action: { text: t('add.title'), to: paths.partnerNew() } } : {})}
          />
        }
      />
    </>
  );
}

/** A pair may have several ended delegations, one after the other. */
const targetKey = (row: PartnerRow): string => `${targetOf(row)} ${row.at}`;

function useColumns(): Column<PartnerRow>[] {
  const { t } = useTranslation(['partners', 'ui']);
  const format = useFormat();
  const total = useChangeEvents().data?.events.length;
  const of = (row: PartnerRow) => (row.kind === 'invitation' ? row.invitation : row.delegation);
  return [
    { id: 'partner', title: t('column.partner'), width: { min: 170, grow: 2 }, cell: (row) => of(row).partnerCard.name },
    {
      id: 'domain',
      title: t('column.domain'),
      width: { min: 150, grow: 1 },
      rank: 3,
      cell: (row) => (row.kind === 'invitation' ? row.invitation.domain : row.delegation.partnerCard.domain),
    },
    {
      id: 'state',
      title: t('column.state'),
      width: { min: 175, grow: 1 },
      cell: (row) =>
        row.kind === 'invitation' ? (
          <StatusBadge kind="invitation" value={row.invitation.state} />
        ) : (
          <StatusBadge kind="relationship" value={row.delegation.state} />
        ),
    },
    { id: 'rooms', title: t('column.rooms'), width: { min: 100, grow: 0 }, rank: 2, align: 'end', cell: (row) => format.number(of(row).roomCount) },
    {
      id: 'manual',
      title: t('column.manual'),
      width: { min: 175, grow: 1 },
      rank: 5,
      cell: (row) => (total === undefined ? '–' : t('control.manualOf', { manual: manualIn(of(row).changeControl), total })),
    },
    {
      id: 'expires',
      title: t('column.expires'),
      width: { min: 150, grow: 1 },
      rank: 4,
      cell: (row) => (row.kind === 'invitation' && row.invitation.state === 'pending' ? <TimeLeft as="when" at={row.invitation.expiresAt} /> : '–'),
    },
    { id: 'invitedBy', title: t('column.invitedBy'), width: { min: 160, grow: 1 }, rank: 6, cell: (row) => row.invitation?.createdBy?.name ?? '–' },
  ];
}
