import { Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useRingName } from './ring-queries.ts';

const useStyles = makeStyles({ note: { marginBlockEnd: '16px' } });

/** Update rings in their order; they span partners, so everybody sees all of them with the own rooms counted (D34). */
export function RingsPage() {
  const styles = useStyles();
  const { t } = useTranslation('rings');
  const { scope, all, key } = usePageScope();
  const format = useFormat();
  const href = useHref();
  const nameOf = useRingName();
  const mayAdd = useMayOpen()(paths.ring(scope, 'new')) && !all;
  const list = useScopedList<UpdateRing>(key('rings', 'list'), '/update-rings');
  const days = (count: number): string => t('days', { count });
  const columns: Column<UpdateRing>[] = [
    {
      id: 'name',
      title: t('column.name'),
      width: { min: 180, grow: 2 },
      cell: (ring) => (ring.isDefault ? t('default', { ring: nameOf(ring) }) : nameOf(ring)),
    },
    { id: 'order', title: t('column.order'), width: { min: 100, grow: 0 }, align: 'end', cell: ({ order }) => format.number(order) },
    { id: 'rooms', title: t('column.rooms'), width: { min: 140, grow: 0 }, align: 'end', cell: ({ rooms }) => format.number(rooms) },
    {
      id: 'state',
      title: t('column.state'),
      width: { min: 140, grow: 1 },
      rank: 1,
      cell: ({ pause }) => t(pause ? 'state.paused' : 'state.planned'),
    },
    {
      id: 'deferral',
      title: t('column.deferral'),
      width: { min: 120, grow: 0 },
      rank: 4,
      align: 'end',
      cell: ({ deferralDays }) => days(deferralDays),
    },
    { id: 'rollout', title: t('column.rollout'), width: { min: 145, grow: 0 }, rank: 5, align: 'end', cell: ({ rolloutDays }) => days(rolloutDays) },
    { id: 'test', title: t('column.test'), width: { min: 170, grow: 0 }, rank: 3, align: 'end', cell: ({ testDays }) => days(testDays) },
    {
      id: 'total',
      title: t('column.total'),
      width: { min: 130, grow: 0 },
      rank: 2,
      align: 'end',
      cell: ({ totalDays }) => t('ofDays', { days: totalDays }),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          mayAdd && (
            <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.ring(scope, 'new'))}>
              {t('new.button')}
            </Button>
          )
        }
      />
      <MessageBar intent="info" layout="multiline" className={styles.note}>
        <MessageBarBody>{t('notYet')}</MessageBarBody>
      </MessageBar>
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={({ customer, id }) => `${customer} ${id}`}
        rowLink={({ customer, id }) => ({ to: paths.ring(scopeOfRow(scope, customer), id) })}
        customerName={all ? ({ customerName }) => customerName : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </>
  );
}
