import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import { TermsOfVersion } from './terms-of-version.tsx';
import { useOrigin } from './use-origin.ts';

/** The terms on which a delegation stands. */
export function DelegationTerms({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation('partners');
  const origin = useOrigin(delegation);
  return origin === undefined ? <p>{t('terms.unknown')}</p> : <TermsOfVersion version={origin.termsVersion} />;
}
