import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.tsx';

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
