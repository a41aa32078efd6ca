import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRoleName } from '../../ui/role-words.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useCustomers } from './tenant-lists.ts';

const useStyles = makeStyles({ stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' } });

/** Customers whose delegation stands; without a role there the number of rooms is all that is known (D66). */
export function ActiveTenants() {
  const styles = useStyles();
  const { t } = useTranslation('tenants');
  const format = useFormat();
  const roleName = useRoleName();
  const list = useCustomers();
  const standing = { ...list, rows: list.rows.filter(({ state }) => state !== 'ended'), count: undefined };
  const columns: Column<Delegation>[] = [
    { id: 'customer', title: t('column.customer'), width: { min: 180, grow: 2 }, cell: ({ customerCard }) => customerCard.name },
    { id: 'domain', title: t('column.domain'), width: { min: 160, grow: 1 }, rank: 3, cell: ({ customerCard }) => customerCard.domain },
    { id: 'state', title: t('column.state'), width: { min: 175, grow: 1 }, cell: ({ state }) => <StatusBadge kind="relationship" value={state} /> },
    { id: 'rooms', title: t('column.rooms'), width: { min: 110, grow: 0 }, align: 'end', rank: 1, cell: ({ roomCount }) => format.number(roomCount) },
    {
      id: 'mine',
      title: t('column.mine'),
      width: { min: 180, grow: 2 },
      rank: 2,
      cell: ({ myRoles }) => (myRoles.length === 0 ? t('noAccess') : format.list(myRoles.map(roleName))),
    },
    { id: 'since', title: t('column.since'), width: { min: 150, grow: 1 }, rank: 4, cell: ({ since }) => format.date(since) },
  ];
  const unattended = standing.rows.filter(({ state }) => state === 'unattended').length;
  return (
    <div className={styles.stack}>
      {unattended > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('unattended', { count: unattended })}</MessageBarBody>
        </MessageBar>
      )}
      <DataTable
        label={t('tab.active')}
        list={standing}
        columns={columns}
        rowKey={({ customer, since }) => `${customer} ${since}`}
        rowLink={({ customer }) => ({ to: paths.tenantCustomer(customer) })}
        empty={<EmptyState icon={<BuildingMultipleRegular />} title={t('empty.active')} text={t('empty.activeText')} />}
      />
    </div>
  );
}
