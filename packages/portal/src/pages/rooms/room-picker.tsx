import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../api/shapes.ts';
import { type Choice, Picker } from '../../ui/picker.tsx';
import { useRoomSearch } from './room-search.ts';

export type RoomId = Room['id'];
const isRoom = (id: string): id is RoomId => id.startsWith('room_');
export const roomIds = (chosen: readonly Choice[]): RoomId[] => chosen.flatMap(({ value }) => (isRoom(value) ? [value] : []));

type Props = {
  id: string;
  label: string;
  customer: string;
  /** Only the rooms of this group. */
  group?: string;
  /** All but the rooms of this group. */
  outside?: string;
  chosen: readonly Choice[];
  onChange: (chosen: readonly Choice[]) => void;
};

/** Rooms of one customer, found by name, city or site; the server searches in what this person sees. */
export function RoomPicker({ id, label, customer, group, outside, chosen, onChange }: Props) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const found = useRoomSearch(customer, typed, group).filter(({ groups }) => !groups?.some((each) => each === outside));
  return (
    <Picker
      id={id}
      label={label}
      placeholder={t('findRoom')}
      chosen={chosen}
      options={found.map((room): Choice => ({
        value: room.id,
        text: room.name,
        chosen: t('roomAt', { room: room.name, city: room.city }),
        detail: `${room.city}, ${room.site}`,
      }))}
      onSearch={setTyped}
      onChange={onChange}
    />
  );
}
