import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useSearchState } from '../../app/search.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { RoomsOf } from '../rooms/rooms-of.tsx';

const useStyles = makeStyles({ text: { margin: '0 0 12px', color: tokens.colorNeutralForeground3, maxWidth: '80ch' } });

/** From each room to who can touch it (D48). */
export function RoomsTab() {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const { organization } = useMe();
  const [{ q }] = useSearchState();
  return (
    <>
      <p className={styles.text}>{t('rooms.text')}</p>
      <FilterBar filters={[]} />
      <RoomsOf
        path={`/customers/${organization.id}/rooms`}
        query={{ q }}
        opens="access"
        label={t('column.rooms')}
        emptyTitle={t('rooms.none')}
        emptyText={t('rooms.noneText')}
      />
    </>
  );
}
