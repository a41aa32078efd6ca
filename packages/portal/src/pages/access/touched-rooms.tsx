import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import type { TouchedRoom } from '../../api/shapes.ts';
import { useOpenObject } from '../../app/open-object.ts';
import { useShownPath } from '../../app/shown-path.ts';
import { useFormat } from '../../i18n/format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DetailPanel, WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/surface.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { AccessChain } from './access-chain.tsx';
import { usePathRole } from './access-words.ts';
import { PermissionWords } from './permission-words.tsx';
import { ExplainLink } from './person-link.tsx';

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
});

/** Room by room what one person may do there, and by which ways (D48); only rooms that the reader may know of. */
export function TouchedRooms({ customer, person }: { customer: string; person: { id: string; name: string } }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const format = useFormat();
  const roleOf = usePathRole();
  const here = useShownPath();
  const { open, searchOf, close } = useOpenObject();
  const list = useCursorList<TouchedRoom>(['c', customer, 'access', 'rooms', person.id], `/customers/${customer}/access/rooms`, {
    person: person.id,
  });
  const shown = list.rows.find(({ room }) => room.id === open?.id);
  const columns: Column<TouchedRoom>[] = [
    { id: 'room', title: t('column.room'), width: { min: 180, grow: 1 }, cell: ({ room }) => room.name },
    {
      id: 'site',
      title: t('column.place'),
      width: { min: 180, grow: 1 },
      rank: 1,
      cell: ({ room }) => t('placeOf', { site: room.site, city: room.city }),
    },
    {
      id: 'through',
      title: t('column.through'),
      width: { min: 200, grow: 2 },
      rank: 2,
      cell: ({ paths: ways }) => format.list([...new Set(ways.map(({ role }) => roleOf(role)))]),
    },
    { id: 'may', title: t('column.may'), width: { min: 130, grow: 0 }, align: 'end', cell: ({ may }) => format.number(may.length) },
    { id: 'ask', title: t('column.mayAsk'), width: { min: 170, grow: 0 }, rank: 3, align: 'end', cell: ({ mayAsk }) => format.number(mayAsk.length) },
  ];
  return (
    <WithPanel
      panel={
        shown && (
          <DetailPanel key={shown.room.id} title={shown.room.name} onClose={close}>
            <Facts
              items={[
                { name: t('column.place'), value: t('placeOf', { site: shown.room.site, city: shown.room.city }) },
                { name: t('column.may'), value: <PermissionWords keys={shown.may} /> },
                ...(shown.mayAsk.length === 0 ? [] : [{ name: t('column.mayAsk'), value: <PermissionWords keys={shown.mayAsk} /> }]),
              ]}
            />
            <h3 className={styles.heading}>{t('why')}</h3>
            {shown.paths.map((way) => (
              <AccessChain key={JSON.stringify(way)} way={way} />
            ))}
            <ExplainLink customer={customer} object={shown.room.id} person={person} />
          </DetailPanel>
        )
      }
    >
      <DataTable
        label={t('person.rooms', { person: person.name })}
        list={list}
        columns={columns}
        rowKey={({ room }) => room.id}
        rowLink={({ room }) => ({ to: here, search: searchOf({ customer, id: room.id }) })}
        empty={<EmptyState title={t('person.noRooms')} text={t('person.noRoomsText')} />}
      />
    </WithPanel>
  );
}
