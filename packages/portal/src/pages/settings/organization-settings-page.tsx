import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';

/** How an organization's estate is run: time for decisions, keys and silence (D36, D39, D54). */
export function OrganizationSettingsPage() {
  const { t } = useTranslation('settings');
  return <PageHeader title={t('title')} text={t('text')} />;
}
