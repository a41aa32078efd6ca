import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.ts';
import { FormField } from '../../../ui/form.tsx';
import { type Choice, Picker } from '../../../ui/picker.tsx';
import { SkeletonBar } from '../../../ui/skeleton-rows.tsx';
import { RoomPicker, roomIds } from '../../rooms/room-picker.tsx';
import { type ScopeDraft, withValues } from './scope-draft.ts';
import { ScopeMeasure } from './scope-measure.tsx';
import { usePlaces, useRoomGroups, useRooms } from './scope-queries.ts';

const useStyles = makeStyles({
  box: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '14px',
    margin: 0,
    minWidth: 0,
    padding: '16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  legend: { float: 'left', padding: 0, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, clear: 'both', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Props = { customer: string; draft: ScopeDraft; onChange: (draft: ScopeDraft) => void };

/** Chooses rooms: all of them, or any mixture of places, groups and single rooms, with their number as it is now (D06). */
export function ScopeEditor({ customer, draft, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  return (
    <div className={styles.box}>
      <FormField pointer="/scope" label={t('scope.label')}>
        {(control) => (
          <RadioGroup {...control} value={draft.mode} onChange={(_, { value }) => onChange({ ...draft, mode: value === 'all' ? 'all' : 'some' })}>
            <Radio value="all" label={t('scope.all')} />
            <Radio value="some" label={t('scope.some')} />
          </RadioGroup>
        )}
      </FormField>
      {draft.mode === 'some' && (
        <>
          <RulePart customer={customer} draft={draft} onChange={onChange} />
          <GroupsPart customer={customer} draft={draft} onChange={onChange} />
          <RoomsPart customer={customer} draft={draft} onChange={onChange} />
        </>
      )}
      <ScopeMeasure customer={customer} draft={draft} />
    </div>
  );
}

function RulePart({ customer, draft, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const format = useFormat();
  const places = usePlaces(customer);
  const attributes = [
    { name: 'country', values: places.data?.countries, text: format.country },
    { name: 'city', values: places.data?.cities, text: (value: string) => value },
    { name: 'site', values: places.data?.sites, text: (value: string) => value },
  ] as const;
  return (
    <fieldset className={styles.part}>
      <legend className={styles.legend}>{t('scope.rule')}</legend>
      <p className={styles.hint}>{t('scope.ruleHint')}</p>
      {attributes.map(({ name, values, text }) => {
        const choice = (value: string): Choice => ({ value, text: text(value) });
        return (
          <FormField key={name} pointer={`/scope-draft/${name}`} label={t(`scope.${name}`)}>
            {({ id }) =>
              values === undefined ? (
                <SkeletonBar />
              ) : (
                <Picker
                  id={id}
                  label={t(`scope.${name}`)}
                  placeholder={t('scope.any')}
                  options={values.map(choice)}
                  chosen={(draft.where[name] ?? []).map(choice)}
                  onChange={(chosen) =>
                    onChange({
                      ...draft,
                      where: withValues(
                        draft.where,
                        name,
                        chosen.map(({ value }) => value),
                      ),
                    })
                  }
                />
              )
            }
          </FormField>
        );
      })}
    </fieldset>
  );
}

function GroupsPart({ customer, draft, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const { rows, state } = useRoomGroups(customer);
  if (state === 'ready' && rows.length === 0 && draft.groups.length === 0) return null;
  const options = rows.map(({ id, name, rooms }): Choice => ({ value: id, text: name, detail: t('roomCount', { count: rooms }) }));
  return (
    <fieldset className={styles.part}>
      <legend className={styles.legend}>{t('scope.groups')}</legend>
      <p className={styles.hint}>{t('scope.groupsHint')}</p>
      <FormField pointer="/scope-draft/groups" label={t('scope.groups')}>
        {({ id }) => (
          <Picker
            id={id}
            label={t('scope.groups')}
            placeholder={t('scope.find')}
            options={options}
            chosen={draft.groups.map((group) => options.find(({ value }) => value === group) ?? { value: group, text: group })}
            onChange={(chosen) =>
              onChange({
                ...draft,
                groups: idsOf(
                  chosen,
                  rows.map((group) => group.id),
                  draft.groups,
                ),
              })
            }
          />
        )}
      </FormField>
    </fieldset>
  );
}

function RoomsPart({ customer, draft, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['partners', 'ui']);
  // What is just chosen has its name from the list that it was chosen from.
  const [former, setFormer] = useState<readonly Choice[]>([]);
  const named = useRooms(customer, draft.rooms);
  const chosen = draft.rooms.map((id): Choice => {
    const room = named.get(id);
    if (room === undefined) return former.find(({ value }) => value === id) ?? { value: id, text: '…' };
    return { value: id, text: t('ui:roomAt', { room: room.name, city: room.city }) };
  });
  return (
    <fieldset className={styles.part}>
      <legend className={styles.legend}>{t('scope.rooms')}</legend>
      <p className={styles.hint}>{t('scope.roomsHint')}</p>
      <FormField pointer="/scope-draft/rooms" label={t('scope.rooms')}>
        {({ id }) => (
          <RoomPicker
            id={id}
            label={t('scope.rooms')}
            customer={customer}
            chosen={chosen}
            onChange={(next) => {
              setFormer(next);
              onChange({ ...draft, rooms: roomIds(next) });
            }}
          />
        )}
      </FormField>
    </fieldset>
  );
}

/** The typed ids behind what was chosen: each was offered, or chosen before. */
const idsOf = <I extends string>(chosen: readonly Choice[], offered: readonly I[], former: readonly I[]): I[] =>
  chosen.flatMap(({ value }) => [...former, ...offered].find((id) => id === value) ?? []);
