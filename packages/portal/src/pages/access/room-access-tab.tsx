import { makeStyles, tokens } from '@fluentui/react-components';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import type { Room, RoomAccess } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useOpenObject } from '../../app/open-object.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DetailPanel, WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { ExportAccess } from './export-access.tsx';
import { PersonLinks } from './person-link.tsx';
import { RightsFacts, useRightsColumns } from './rights.tsx';

const useStyles = makeStyles({
  text: { margin: '0 0 12px', color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginBlockEnd: '12px' },
});

/** Who can touch this room, and by which ways (D48); people of a partner see their own organization's. */
export function RoomAccessTab({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const { scope, key } = usePageScope();
  const { open, searchOf, close } = useOpenObject();
  const list = useCursorList<RoomAccess>(key('room-access', room.id), `/customers/${room.customer}/rooms/${room.id}/access`);
  const shown = list.rows.find(({ person }) => person.id === open?.id);
  const columns: Column<RoomAccess>[] = [
    { id: 'person', title: t('column.person'), width: { min: 180, grow: 1 }, cell: ({ person }) => person.name },
    { id: 'organization', title: t('column.organization'), width: { min: 140, grow: 1 }, rank: 1, cell: ({ person }) => person.organization.name },
    ...useRightsColumns(),
  ];
  return (
    <WithPanel
      panel={
        shown && (
          <DetailPanel key={shown.person.id} title={shown.person.name} onClose={close}>
            <RightsFacts about={{ name: t('column.organization'), value: shown.person.organization.name }} rights={shown} />
            <PersonLinks scope={scope} customer={room.customer} object={room.id} person={shown.person} />
          </DetailPanel>
        )
      }
    >
      <p className={styles.text}>
        {t('room.text')}{' '}
        <AppLink look="inline" to={paths.explain()} search={{ f: [`customer:${room.customer}`, `object:${room.id}`] }}>
          {t('explain.askOther')}
        </AppLink>
      </p>
      <div className={styles.row}>
        <ExportAccess path={`/customers/${room.customer}/rooms/${room.id}/access/export`} name={`access-${room.id}`} />
      </div>
      <DataTable
        label={t('room.label', { room: room.name })}
        list={list}
        columns={columns}
        rowKey={({ person }) => person.id}
        rowLink={({ person }) => ({ to: paths.room(scope, room.id), search: searchOf({ customer: room.customer, id: person.id }) })}
        empty={<EmptyState icon={<PersonKeyRegular />} title={t('empty.title')} text={t('empty.text')} />}
      />
    </WithPanel>
  );
}
