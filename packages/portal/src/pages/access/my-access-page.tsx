import { Field, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { Page, PersonAccess } from '../../api/shapes.ts';
import { filterList, filtersOf, useSearchState } from '../../app/search.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Picker } from '../../ui/picker.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { PersonAccessFacts } from './person-access.tsx';

const useStyles = makeStyles({ stack: { display: 'grid', gap: '16px', maxWidth: '760px' }, choice: { maxWidth: '420px' } });

/** What I can touch at my organization and at every customer, and why. */
export function MyAccessPage() {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const { id, organization, customers } = useMe();
  const [search, setSearch] = useSearchState();
  const places = [organization, ...customers];
  const place = places.find((one) => one.id === filtersOf(search)['customer']) ?? organization;
  const { data, error } = useQuery({
    queryKey: ['c', place.id, 'access', id],
    queryFn: ({ signal }) => api.get<Page<PersonAccess>>(`/customers/${place.id}/access`, { query: { person: id }, signal }),
  });
  const mine = data?.items[0];
  const choices = places.map(({ id: value, name, domain }) => ({ value, text: name, detail: domain }));
  return (
    <>
      <PageHeader title={t('mine.title')} text={t('mine.text')} />
      <div className={styles.stack}>
        {customers.length > 0 && (
          <Field label={t('mine.where')} className={styles.choice}>
            <Picker
              id="where"
              label={t('mine.where')}
              chosen={choices.filter(({ value }) => value === place.id)}
              options={choices}
              onChange={(next) => setSearch({ f: filterList({ customer: next.at(-1)?.value }) })}
            />
          </Field>
        )}
        {error ? (
          <ProblemBar problem={factsOf(error)} />
        ) : data === undefined ? (
          <SkeletonBar />
        ) : mine === undefined ? (
          <EmptyState title={t('mine.none')} text={t('mine.noneText')} />
        ) : (
          <Surface title={place.name}>
            <PersonAccessFacts access={mine} />
          </Surface>
        )}
      </div>
    </>
  );
}
