import { makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { useStore } from './store.ts';
import { endedAccess } from './use-ended-access.ts';
import { useShownPath } from '../app/shown-path.ts';
import { useFormat } from '../i18n/format.ts';
import { showsAllCustomers } from '../paths.ts';
import { InitialsTile } from './initials-tile.tsx';
import { scopeOf } from './navigation.ts';

const CustomerSwitcher = lazy(() => import('./late/customer-switcher.tsx').then((file) => ({ default: file.CustomerSwitcher })));

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    top: '48px',
    zIndex: 29,
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    height: '44px',
    boxSizing: 'border-box',
    paddingInline: '16px',
    // A breath of the side's colour: enough to tell the sides apart, not enough to shout over the work.
    backgroundColor: `color-mix(in srgb, ${tokens.colorPaletteTealBackground2} 32%, ${tokens.colorNeutralBackground1})`,
    color: tokens.colorNeutralForeground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 767.98px)': { paddingInline: '12px' },
    '@media (max-height: 480px)': { position: 'static' },
  },
  all: {
    display: 'inline-grid',
    placeItems: 'center',
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorPaletteTealBackground2,
    color: tokens.colorPaletteTealForeground2,
  },
  text: { display: 'flex', alignItems: 'baseline', gap: '8px', minWidth: 0, flexShrink: 1 },
  name: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  domain: { fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap', '@media (max-width: 639.98px)': { display: 'none' } },
  space: { flexGrow: 1 },
});

/** Whose data is shown, always in sight on the partner's side (portal.md 1.1), and the way to another customer. */
export function ScopeBar() {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const { customers } = useMe();
  const scope = scopeOf(useShownPath());
  const ended = useStore(endedAccess);
  const all = showsAllCustomers(scope);
  const id = scope.side === 'partner' ? scope.customer : '';
  const customer = customers.find((one) => one.id === id);
  const name = all ? t('scope.allCount', { formatted: format.number(customers.length) }) : (customer?.name ?? ended.get(id) ?? '');
  return (
    <section aria-label={t('scope.label')} className={styles.bar}>
      {all ? (
        <span className={styles.all}>
          <PeopleTeamRegular fontSize={18} aria-hidden />
        </span>
      ) : (
        name !== '' && <InitialsTile id={id} name={name} />
      )}
      <span className={styles.text}>
        <span className={styles.name}>{name}</span>
        {customer && <span className={styles.domain}>{customer.domain}</span>}
      </span>
      <div className={styles.space} />
      <Suspense>
        <CustomerSwitcher />
      </Suspense>
    </section>
  );
}
