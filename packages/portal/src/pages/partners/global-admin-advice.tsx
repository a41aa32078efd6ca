import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useTerm } from '../../ui/term.ts';

/**
 * D74: a Global Admin who does what a lesser role may do is told which. Advice, not a permission: everything works all the
 * same, so this is the one place that reads the names of roles.
 */
export function GlobalAdminAdvice({ lesser }: { lesser: 'managed-service-admin' | 'tenant-manager' }) {
  const { t } = useTranslation('partners');
  const term = useTerm();
  const { roles } = useMe();
  if (!roles.includes('global-admin') || roles.includes(lesser) || roles.includes('managed-service-admin')) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{t('globalAdmin', { role: term('role', lesser) })}</MessageBarBody>
    </MessageBar>
  );
}
