import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';

/** How rooms did over a period (D57): the report that the address names. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  return <PageHeader title={t('title')} />;
}
