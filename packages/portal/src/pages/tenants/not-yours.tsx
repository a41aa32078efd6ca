import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Where invitations are somebody else's matter: whose (D13). */
export function NotYours() {
  const { t } = useTranslation('tenants');
  return <EmptyState icon={<MailInboxRegular />} title={t('notYours.title')} text={t('notYours.text')} />;
}
