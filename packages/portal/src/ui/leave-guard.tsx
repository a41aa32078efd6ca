import { useBlocker } from '@tanstack/react-router';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.tsx';

/**
 * Goes on from a form whose input is saved; the guard knows before it goes that nothing is lost.
 * @param settle sets the state by which the form is not unsaved any more
 */
export function leaveSaved(settle: () => void, go: () => void): void {
  flushSync(settle);
  go();
}

/** Asks once before input is lost: on navigation, on a switch of the customer, on closing the tab (portal.md section 4). */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const { t } = useTranslation('ui');
  const blocker = useBlocker({
    // Steps and tabs of the same page lose nothing.
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
      verb={t('leave.go')}
      onConfirm={() => blocker.proceed?.()}
      pending={false}
    >
      {t('leave.text')}
    </ConfirmDialog>
  );
}
