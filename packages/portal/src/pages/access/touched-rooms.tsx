import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import type { TouchedRoom } from '../../api/shapes.ts';
import { useOpenObject } from '../../app/open-object.ts';
import { useShownPath } from '../../app/shown-path.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DetailPanel, WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { ExplainLink } from './person-link.tsx';
import { RightsFacts, useRightsColumns } from './rights.tsx';

/** Room by room what one person may do there, and by which ways (D48); only rooms that the reader may know of. */
export function TouchedRooms({ customer, person }: { customer: string; person: { id: string; name: string } }) {
  const { t } = useTranslation('access');
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
    ...useRightsColumns(),
  ];
  return (
    <WithPanel
      panel={
        shown && (
          <DetailPanel key={shown.room.id} title={shown.room.name} onClose={close}>
            <RightsFacts about={{ name: t('column.place'), value: t('placeOf', { site: shown.room.site, city: shown.room.city }) }} rights={shown} />
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
