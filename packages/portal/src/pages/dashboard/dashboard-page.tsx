import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useOffered } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { CustomersTile } from './customers-tile.tsx';
import { IncidentsTile } from './incidents-tile.tsx';
import { PartnersTile } from './partners-tile.tsx';
import { RoomsTile } from './rooms-tile.tsx';

const useStyles = makeStyles({
  grid: { display: 'grid', gap: '20px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))', alignItems: 'start' },
  whole: { gridColumnStart: 1, gridColumnEnd: -1 },
});

/** An overview of what the API counts: nothing estimated, nothing that is not in reach. */
export function DashboardPage() {
  const styles = useStyles();
  const { t } = useTranslation('dashboard');
  const { pages } = useMe();
  const { scope, all } = usePageScope();
  const offered = useOffered();
  const partners = scope.side === 'org' && pages.includes('/org/settings/partners');
  return (
    <>
      <PageHeader title={t('title')} />
      {!offered('rooms') && !offered('incidents') && !partners && !all && <EmptyState title={t('nothing.title')} text={t('nothing.text')} />}
      <div className={styles.grid}>
        {offered('rooms') && (
          <div className={styles.whole}>
            <RoomsTile />
          </div>
        )}
        {offered('incidents') && <IncidentsTile />}
        {partners && <PartnersTile />}
        {all && <CustomersTile />}
      </div>
    </>
  );
}
