import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  OverlayDrawer,
  Toast,
  Toaster,
  ToastTitle,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signInAgain } from '../../app/session.ts';
import { navDrawer } from '../nav-drawer-store.ts';
import { SideNav } from '../side-nav.tsx';
import { SideSwitch } from '../side-switch.tsx';
import { stepUp } from '../step-up-store.ts';
import { useStore } from '../store.ts';
import { toasts } from '../toast-store.ts';
import { useLayout } from '../use-layout.ts';

const useStyles = makeStyles({
  drawer: { width: 'min(300px, 88vw)' },
  drawerHead: { display: 'flex', justifyContent: 'flex-end', padding: '6px 6px 0' },
});

function NavDrawer() {
  const styles = useStyles();
  const { t } = useTranslation();
  const open = useStore(navDrawer);
  const layout = useLayout();
  const close = (): void => navDrawer.set(false);
  return (
    <OverlayDrawer
      open={open && layout === 'narrow'}
      onOpenChange={(_, data) => navDrawer.set(data.open)}
      className={styles.drawer}
      aria-label={t('nav.label')}
    >
      <div className={styles.drawerHead}>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('nav.close')} onClick={close} />
      </div>
      <SideSwitch direction="column" onPicked={close} />
      <SideNav shape="drawer" onPicked={close} />
    </OverlayDrawer>
  );
}

/** A toast says what happened elsewhere; it is never the only place of an error or of an Undo (portal.md section 4). */
function Toasts() {
  const { t } = useTranslation('ui');
  const toasterId = useId('toasts');
  const { dispatchToast } = useToastController(toasterId);
  const waiting = useStore(toasts);
  useEffect(() => {
    if (waiting.length === 0) return;
    for (const { text, intent } of waiting)
      dispatchToast(
        <Toast>
          <ToastTitle>{text}</ToastTitle>
        </Toast>,
        { intent, timeout: 6000, pauseOnHover: true, pauseOnWindowBlur: true },
      );
    toasts.set([]);
  }, [waiting, dispatchToast]);
  return <Toaster toasterId={toasterId} position="bottom-end" aria-label={t('toast.label')} />;
}

/** A rule asks for a fresh sign-in, after which the act is repeated; cancelling leaves everything as it was (portal.md 1.5). */
function StepUpDialog() {
  const { t } = useTranslation(['shell', 'ui']);
  const here = useLocation({ select: (location) => location.href });
  // the address of the window beside belongs to one asking: the next one begins anew
  const [besideFor, setBesideFor] = useState<unknown>();
  const request = useStore(stepUp);
  const beside = request !== undefined && besideFor === request;
  const setBeside = (open: boolean): void => setBesideFor(open ? request : undefined);
  const close = (): void => {
    setBeside(false);
    stepUp.set(undefined);
  };
  return (
    <Dialog open={request !== undefined} onOpenChange={(_, data) => !data.open && close()} modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('stepUp.title')}</DialogTitle>
          <DialogContent aria-live="polite">{beside ? t('stepUp.waiting') : t('stepUp.text')}</DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={close}>
              {t('ui:form.cancel')}
            </Button>
            <Button appearance="primary" onClick={() => setBeside(signInAgain(here) === 'beside')}>
              {t('stepUp.confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

export function Overlays() {
  return (
    <>
      <NavDrawer />
      <Toasts />
      <StepUpDialog />
    </>
  );
}
