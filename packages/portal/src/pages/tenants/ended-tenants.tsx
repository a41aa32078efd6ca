import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { useTranslation } from 'react-i18next';
import type { CursorList } from '../../api/cursor-list.ts';
import type { Invitation } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { mergeRows, type PartnerRow } from '../partners/partner-rows.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useAnswersInvitations, useCustomers, useReceived } from './tenant-lists.ts';

const cardOf = (row: PartnerRow) => (row.kind === 'invitation' ? row.invitation.customerCard : row.delegation.customerCard);

/** When it was over. */
const endOf = (row: PartnerRow): string =>
  row.kind === 'invitation' ? (row.invitation.answeredAt ?? row.invitation.expiresAt) : (row.delegation.endedAt ?? row.delegation.since);

/** Customers that are customers no longer; and invitations that came to nothing, for whoever answers them (D13, D66). */
export function EndedTenants() {
  return useAnswersInvitations() ? <WithInvitations /> : <Ended received={undefined} />;
}

function WithInvitations() {
  return <Ended received={useReceived()} />;
}

/** A list that nobody is asked for. */
const none: CursorList<Invitation> = {
  rows: [],
  count: undefined,
  leftOut: [],
  state: 'ready',
  problem: undefined,
  hasMore: false,
  loadingMore: false,
  outdated: false,
  loadMore: () => undefined,
  retry: () => undefined,
  asOf: Infinity,
};

function Ended({ received = none }: { received: CursorList<Invitation> | undefined }) {
  const { t } = useTranslation('tenants');
  const format = useFormat();
  const answers = received !== none;
  const customers = useCustomers();
  const merged = mergeRows(
    { ...received, rows: received.rows.filter(({ state }) => state !== 'pending') },
    { ...customers, rows: customers.rows.filter(({ state }) => state === 'ended') },
    undefined,
  );
  const columns: Column<PartnerRow>[] = [
    { id: 'customer', title: t('column.customer'), width: { min: 180, grow: 2 }, cell: (row) => cardOf(row).name },
    { id: 'domain', title: t('column.domain'), width: { min: 160, grow: 1 }, rank: 2, cell: (row) => cardOf(row).domain },
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
    { id: 'ended', title: t('column.ended'), width: { min: 190, grow: 1 }, rank: 1, cell: (row) => format.dateTime(endOf(row)) },
  ];
  return (
    <DataTable
      label={t('tab.ended')}
      list={merged}
      columns={columns}
      rowKey={(row) => `${row.kind} ${cardOf(row).id} ${row.at}`}
      rowLink={(row) => ({
        to: row.kind === 'invitation' ? paths.tenantInvitation(row.invitation.id) : paths.tenantCustomer(row.delegation.customer),
      })}
      empty={
        <EmptyState
          icon={<ArchiveRegular />}
          title={answers ? t('empty.ended') : t('empty.endedElsewhere')}
          text={answers ? t('empty.endedText') : t('empty.endedElsewhereText')}
        />
      }
    />
  );
}
