import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../app/link.tsx';
import { paths } from '../paths.ts';
import { BrandMark } from './brand-mark.tsx';
import { navDrawer } from './nav-drawer-store.ts';
import { SideSwitch } from './side-switch.tsx';
import { useLayout } from './use-layout.ts';

const Tools = lazy(() => import('./late/tools.tsx').then((file) => ({ default: file.Tools })));

const useStyles = makeStyles({
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 30,
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    height: '48px',
    boxSizing: 'border-box',
    paddingInline: '16px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 767.98px)': { paddingInline: '4px 4px', gap: '4px' },
    '@media (max-height: 480px)': { position: 'static' },
    '@media print': { display: 'none' },
  },
  brand: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '10px',
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    borderRadius: tokens.borderRadiusMedium,
    paddingBlock: '4px',
    paddingInlineEnd: '6px',
    ':hover': { textDecorationLine: 'none', color: tokens.colorNeutralForeground1 },
  },
  space: { flexGrow: 1 },
  tools: { display: 'flex', alignItems: 'center', gap: '2px', minWidth: '120px', minHeight: '32px', justifyContent: 'flex-end' },
});

export function Header() {
  const styles = useStyles();
  const { t } = useTranslation();
  const layout = useLayout();
  return (
    <header className={styles.header}>
      {layout === 'narrow' && (
        <Button appearance="transparent" icon={<NavigationRegular />} aria-label={t('nav.open')} onClick={() => navDrawer.set(true)} />
      )}
      <AppLink to={paths.home()} className={styles.brand}>
        <BrandMark />
        {t('product')}
      </AppLink>
      {layout !== 'narrow' && <SideSwitch direction="row" />}
      <div className={styles.space} />
      <div className={styles.tools} role="group" aria-label={t('tools.label')}>
        <Suspense>
          <Tools />
        </Suspense>
      </div>
    </header>
  );
}
