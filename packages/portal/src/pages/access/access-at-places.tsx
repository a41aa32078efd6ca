import { Field, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { filterList, filtersOf, useSearchState } from '../../app/search.ts';
import { Picker } from '../../ui/picker.tsx';
import { AccessOfPerson, type Place } from './access-of-person.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '16px' },
  choice: { maxWidth: '420px' },
});

/** What one person can touch at one of these organizations, chosen in the address. */
export function AccessAtPlaces({ places, person, none }: { places: readonly Place[]; person: string; none: { title: string; text: string } }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const [search, setSearch] = useSearchState();
  const place = places.find(({ id }) => id === filtersOf(search)['customer']) ?? places[0];
  const choices = places.map(({ id: value, name, domain }) => ({ value, text: name, detail: domain }));
  if (place === undefined) return null;
  return (
    <div className={styles.stack}>
      {places.length > 1 && (
        <Field label={t('mine.where')} className={styles.choice}>
          <Picker
            id="where"
            label={t('mine.where')}
            chosen={choices.filter(({ value }) => value === place.id)}
            options={choices}
            onChange={(next) => setSearch({ f: filterList({ customer: next.at(-1)?.value }), open: undefined })}
          />
        </Field>
      )}
      <AccessOfPerson key={place.id} place={place} person={person} none={none} />
    </div>
  );
}
