import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { AccessAtPlaces } from './access-at-places.tsx';

/** What I can touch at my organization and at every customer, and why. */
export function MyAccessPage() {
  const { t } = useTranslation('access');
  const { id, organization, customers } = useMe();
  return (
    <>
      <PageHeader title={t('mine.title')} text={t('mine.text')} />
      <AccessAtPlaces places={[organization, ...customers]} person={id} none={{ title: t('mine.none'), text: t('mine.noneText') }} />
    </>
  );
}
