import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { ActiveCustomer } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useMayOpen } from '../../app/use-offered.ts';
import { customerScope, paths } from '../../paths.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { RowList } from './row-list.tsx';

const useStyles = makeStyles({
  domains: { display: 'grid', gap: '4px', marginBlockStart: '8px' },
  domain: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
});

/** The customers in reach; while there is none, the domains to give to them (D73), and the tenants for whoever sees those (D66). */
export function CustomersTile() {
  const { t } = useTranslation('dashboard');
  const tenants = useMayOpen()(paths.tenants());
  const list = useCursorList<ActiveCustomer>(['c', 'all', 'customers'], '/customers');
  return (
    <Surface title={t('customers.title')}>
      <RowList
        list={list}
        empty={tenants ? <NoRole /> : <NoCustomer />}
        show={({ id, name, domain, state, rooms }) => ({
          id,
          main: (
            <AppLink look="quiet" to={paths.dashboard(customerScope(id))}>
              {name}
            </AppLink>
          ),
          detail: (
            <>
              {domain} · {t('rooms.count', { count: rooms })}
            </>
          ),
          end: <StatusBadge kind="relationship" value={state} />,
        })}
      />
    </Surface>
  );
}

/** For whoever sees the customers of the organization without working there: where they are; the domains stand there too. */
function NoRole() {
  const styles = useStyles();
  const { t } = useTranslation('dashboard');
  return (
    <>
      {t('customers.noRole')}
      <div className={styles.domains}>
        <AppLink to={paths.tenants()}>{t('customers.tenants')}</AppLink>
      </div>
    </>
  );
}

function NoCustomer() {
  const styles = useStyles();
  const { t } = useTranslation('dashboard');
  const { organization } = useMe();
  return (
    <>
      {t('customers.none')} {t('customers.domain')}
      <div className={styles.domains}>
        {organization.domains.map((domain) => (
          <span key={domain} className={styles.domain}>
            <code>{domain}</code>
            <CopyButton text={domain} what={t('customers.domainWhat', { domain })} />
          </span>
        ))}
      </div>
    </>
  );
}
