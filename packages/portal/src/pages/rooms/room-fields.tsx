import { Dropdown, Input, Option, Textarea } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomGroup } from '../../api/shapes.ts';
import { CountryField } from '../../ui/country-field.tsx';
import { FormField } from '../../ui/form.tsx';
import { useTerm } from '../../ui/term.ts';
import { usePlaces, useRings } from './use-places.ts';

type Place = { name: string; country: string; city: string; site: string; notes: string };

/** Name, place and notes, as a new room and a changed one have them; cities and sites that exist are proposed. */
export function PlaceFields({ customer, draft, onChange }: { customer: string; draft: Place; onChange: (change: Partial<Place>) => void }) {
  const { t } = useTranslation('rooms');
  const { cities, sites } = usePlaces(customer);
  const [cityList, siteList] = [useId(), useId()];
  return (
    <>
      <FormField pointer="/name" label={t('column.name')} required="required">
        {(control) => <Input {...control} value={draft.name} maxLength={200} onChange={(_, { value }) => onChange({ name: value })} />}
      </FormField>
      <CountryField pointer="/country" label={t('column.country')} value={draft.country} onChange={(country) => onChange({ country })} />
      <FormField pointer="/city" label={t('column.city')} required="required">
        {(control) => (
          <Input
            {...control}
            input={{ list: cityList }}
            autoComplete="off"
            value={draft.city}
            maxLength={200}
            onChange={(_, { value }) => onChange({ city: value })}
          />
        )}
      </FormField>
      <FormField pointer="/site" label={t('column.site')} required="required">
        {(control) => (
          <Input
            {...control}
            input={{ list: siteList }}
            autoComplete="off"
            value={draft.site}
            maxLength={200}
            onChange={(_, { value }) => onChange({ site: value })}
          />
        )}
      </FormField>
      <FormField pointer="/notes" label={t('field.notes')}>
        {(control) => (
          <Textarea
            {...control}
            value={draft.notes}
            maxLength={4000}
            rows={4}
            resize="vertical"
            onChange={(_, { value }) => onChange({ notes: value })}
          />
        )}
      </FormField>
      <datalist id={cityList}>
        {cities.map((city) => (
          <option key={city} value={city} />
        ))}
      </datalist>
      <datalist id={siteList}>
        {sites.map((site) => (
          <option key={site} value={site} />
        ))}
      </datalist>
    </>
  );
}

export function GroupsField({
  groups,
  chosen,
  onChange,
}: {
  groups: readonly RoomGroup[];
  chosen: readonly string[];
  onChange: (groups: readonly string[]) => void;
}) {
  const { t } = useTranslation(['rooms', 'ui']);
  const nameOf = (id: string): string => groups.find((group) => group.id === id)?.name ?? id;
  return (
    <FormField pointer="/groups" label={t('field.groups')}>
      {(control) => (
        <Dropdown
          {...control}
          multiselect
          value={chosen.length === 0 ? t('ui:none') : chosen.map(nameOf).join(', ')}
          selectedOptions={[...chosen]}
          onOptionSelect={(_, data) => onChange(data.selectedOptions)}
        >
          {groups.map(({ id, name }) => (
            <Option key={id} value={id} text={name}>
              {name}
            </Option>
          ))}
        </Dropdown>
      )}
    </FormField>
  );
}

export function RingField({ customer, ring, onChange }: { customer: string; ring: string; onChange: (ring: string) => void }) {
  const { t } = useTranslation('rooms');
  const term = useTerm();
  const rings = useRings(customer, 'wanted');
  const nameOf = (id: string): string => rings.find((each) => each.id === id)?.name ?? term('ring', id);
  return (
    <FormField pointer="/ring" label={t('field.ring')}>
      {(control) => (
        <Dropdown
          {...control}
          value={nameOf(ring)}
          selectedOptions={[ring]}
          onOptionSelect={(_, data) => data.optionValue !== undefined && onChange(data.optionValue)}
        >
          {rings.map(({ id, name }) => (
            <Option key={id} value={id} text={name}>
              {name}
            </Option>
          ))}
        </Dropdown>
      )}
    </FormField>
  );
}
