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
import { useCustomers, useReceived } from './tenant-lists.ts';

/** Whoever does not answer invitations has none; the customers that have ended are listed all the same. */
const noneOf = (list: CursorList<Invitation>): CursorList<Invitation> =>
  list.problem?.code === 'forbidden' ? { ...list, rows: [], state: 'ready', problem: undefined, hasMore: false } : list;

const cardOf = (row: PartnerRow) => (row.kind === 'invitation' ? row.invitation.customerCard : row.delegation.customerCard);

/** When it was over. */
const endOf = (row: PartnerRow): string =>
  row.kind === 'invitation' ? (row.invitation.answeredAt ?? row.invitation.expiresAt) : (row.delegation.endedAt ?? row.delegation.since);

/** Invitations that came to nothing, and customers that are customers no longer. */
export function EndedTenants() {
  const { t } = useTranslation('tenants');
  const format = useFormat();
  const asked = useReceived();
  const received = noneOf(asked);
  const answersOthers = asked.problem?.code === 'forbidden';
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
          title={answersOthers ? t('empty.endedElsewhere') : t('empty.ended')}
          text={answersOthers ? t('empty.endedElsewhereText') : t('empty.endedText')}
        />
      }
    />
  );
}
