import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime, TimeLeft } from '../../ui/relative-time.tsx';
import { manualIn, useChangeEvents } from '../partners/delegation-queries.ts';
import { NotYours } from './not-yours.tsx';
import { useAnswersInvitations, useReceived } from './tenant-lists.ts';

/** Invitations that wait for an answer of this organization (D12); only who answers them has them asked for (D13). */
export function PendingTenants() {
  return useAnswersInvitations() ? <Waiting /> : <NotYours />;
}

function Waiting() {
  const { t } = useTranslation(['tenants', 'partners']);
  const format = useFormat();
  const list = useReceived('pending');
  const total = useChangeEvents().data?.events.length;
  const columns: Column<Invitation>[] = [
    { id: 'customer', title: t('column.customer'), width: { min: 180, grow: 2 }, cell: ({ customerCard }) => customerCard.name },
    { id: 'domain', title: t('column.domain'), width: { min: 160, grow: 1 }, rank: 3, cell: ({ customerCard }) => customerCard.domain },
    { id: 'rooms', title: t('column.rooms'), width: { min: 110, grow: 0 }, align: 'end', rank: 1, cell: ({ roomCount }) => format.number(roomCount) },
    {
      id: 'control',
      title: t('column.control'),
      width: { min: 175, grow: 1 },
      rank: 4,
      cell: ({ changeControl }) => (total === undefined ? '–' : t('partners:control.manualOf', { manual: manualIn(changeControl), total })),
    },
    { id: 'received', title: t('column.received'), width: { min: 190, grow: 1 }, rank: 5, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'expires',
      title: t('column.expires'),
      width: { min: 150, grow: 1 },
      rank: 2,
      cell: ({ expiresAt }) => <TimeLeft as="when" at={expiresAt} />,
    },
  ];
  return (
    <DataTable
      label={t('tab.pending')}
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: paths.tenantInvitation(id) })}
      empty={<EmptyState icon={<MailInboxRegular />} title={t('empty.pending')} text={t('empty.pendingText')} />}
    />
  );
}
