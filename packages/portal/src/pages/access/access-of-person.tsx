import { makeStyles, tokens } from '@fluentui/react-components';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { Page, PersonAccess } from '../../api/shapes.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ExportAccess } from './export-access.tsx';
import { PersonAccessFacts } from './person-access.tsx';
import { TouchedRooms } from './touched-rooms.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '16px' },
  facts: { maxWidth: '760px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
});

export type Place = { id: string; name: string; domain: string };

/** What one person can touch at one customer; nothing where the reader may not know of it. */
export function useAccessOf(customer: string | undefined, person: string) {
  return useQuery({
    enabled: customer !== undefined,
    queryKey: ['c', customer, 'access', person],
    queryFn: async ({ signal }) => {
      const { items } = await api.get<Page<PersonAccess>>(`/customers/${customer}/access`, { query: { person }, signal });
      return items[0] ?? null;
    },
  });
}

/** What one person can touch at one place: by which ways, room by room, and as a file (D48). */
export function AccessOfPerson({ place, person, none }: { place: Place; person: string; none: { title: string; text: string } }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const { data, error } = useAccessOf(place.id, person);
  if (error) return <ProblemBar problem={factsOf(error)} />;
  if (data === undefined) return <SkeletonBar />;
  if (data === null) return <EmptyState icon={<PersonKeyRegular />} {...none} />;
  return (
    <div className={styles.stack}>
      <div className={styles.row}>
        <ExportAccess path={`/customers/${place.id}/access/export`} person={person} name={`access-${place.domain}-${person}`} />
      </div>
      <Surface title={place.name} className={styles.facts}>
        <PersonAccessFacts access={data} />
      </Surface>
      <h2 className={styles.heading}>{t('column.rooms')}</h2>
      <TouchedRooms customer={place.id} person={data.person} />
    </div>
  );
}
