import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { usePageScope } from '../../app/use-page.ts';
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
  return (
    <>
      <PageHeader title={t('title')} />
      <div className={styles.grid}>
        <div className={styles.whole}>
          <RoomsTile />
        </div>
        <IncidentsTile />
        {scope.side === 'org' && pages.includes('/org/settings/partners') && <PartnersTile />}
        {all && <CustomersTile />}
      </div>
    </>
  );
}
