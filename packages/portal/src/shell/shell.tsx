import { makeStaticStyles, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { queryClient } from '../api/query-client.ts';
import { Banners } from './banners.tsx';
import { DemoRibbon } from './demo-ribbon.tsx';
import { Header } from './header.tsx';
import { rememberSide } from './current-side.ts';
import { rememberPage } from './last-page.ts';
import { scopeOf, sideOf } from './navigation.ts';
import { ScopeBar } from './scope-bar.tsx';
import { ScopeGate } from './scope-gate.tsx';
import { SideNav } from './side-nav.tsx';
import { useEndedAccess } from './use-ended-access.ts';
import { useLiveAccess } from './use-live-access.ts';
import { useLayout } from './use-layout.ts';
import { useShownPath } from '../app/shown-path.ts';

/** What nobody sees before the first paint: toasts, the step-up dialog, the drawer. */
const Overlays = lazy(() => import('./late/overlays.tsx').then((file) => ({ default: file.Overlays })));

const useDocumentStyles = makeStaticStyles({
  html: { scrollPaddingTop: '148px', scrollPaddingBottom: '24px' },
  '@media (max-height: 480px)': { html: { scrollPaddingTop: '24px' } },
  '@media (prefers-reduced-motion: reduce)': { '*': { animationDuration: '0.01ms', transitionDuration: '0.01ms' } },
});

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 1000,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    ':focus': { top: tokens.spacingVerticalS },
  },
  // --kh-top: how much of the top is covered by what sticks there; tables and the nav stick below it.
  ground: {
    '--kh-top': '48px',
    backgroundColor: tokens.colorNeutralBackground2,
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    '@media (max-height: 480px)': { '--kh-top': '0px' },
  },
  withScopeBar: { '--kh-top': '92px', '@media (max-height: 480px)': { '--kh-top': '0px' } },
  body: { display: 'flex', flexGrow: 1, alignItems: 'stretch', minWidth: 0 },
  main: {
    flexGrow: 1,
    minWidth: 0,
    paddingBlock: '20px 48px',
    paddingInline: '32px',
    '@media (max-width: 1023.98px)': { paddingInline: '20px' },
    '@media (max-width: 639.98px)': { paddingInline: '16px', paddingBlock: '16px 40px' },
    '@media print': { padding: 0 },
  },
});

/** The frame of every signed-in page; DOM order is reading order (portal.md 1.1). */
export function Shell() {
  const styles = useStyles();
  useDocumentStyles();
  const { t } = useTranslation();
  const layout = useLayout();
  useEndedAccess(useMe());
  useLiveAccess();
  const pathname = useShownPath();
  const scope = scopeOf(pathname);
  const inCustomers = sideOf(pathname) === 'partner' && pathname.startsWith('/partner/c/');
  const customer = scope.side === 'partner' ? scope.customer : 'org';

  useEffect(() => {
    rememberPage(pathname);
    rememberSide(pathname);
  }, [pathname]);
  // Leaving a customer aborts what is still on its way for it (portal.md 1.3).
  useEffect(() => () => void queryClient.cancelQueries({ queryKey: ['c', customer] }), [customer]);

  return (
    <div className={mergeClasses(styles.ground, inCustomers && styles.withScopeBar)}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <DemoRibbon />
      <Banners />
      <Header />
      {inCustomers && <ScopeBar />}
      <div className={styles.body}>
        {layout !== 'narrow' && <SideNav shape={layout === 'rail' ? 'rail' : 'full'} />}
        <main id="main" tabIndex={-1} className={styles.main}>
          {/* Another customer is another page: selections, panels and scroll positions of the former one go. */}
          <ScopeGate scope={scope}>
            <Outlet key={customer} />
          </ScopeGate>
        </main>
      </div>
      <Suspense>
        <Overlays />
      </Suspense>
    </div>
  );
}
