import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage } from '../../shell/problem-page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AccessOfPerson, useAccessOf } from './access-of-person.tsx';

/** What one person can touch at one customer, partners' people included (D30, D48). */
export function PersonAccessPage() {
  const { t } = useTranslation('access');
  const { organization, customers } = useMe();
  const { scope, customer } = usePageScope();
  const mayOpen = useMayOpen();
  const person = usePathParam('person');
  const place = [organization, ...customers].find(({ id }) => id === customer);
  const name = useAccessOf(customer, person).data?.person.name;
  if (place === undefined) return <NotFoundPage />;
  return (
    <>
      <PageHeader
        title={name ?? t('person.title')}
        text={t('person.text', { customer: place.name })}
        crumbs={scope.side === 'org' && mayOpen(paths.access()) ? [{ text: t('title'), to: paths.access() }] : []}
      />
      <AccessOfPerson place={place} person={person} none={{ title: t('empty.title'), text: t('person.none') }} />
    </>
  );
}
