import { useTranslation } from 'react-i18next';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerms } from './delegation-queries.ts';
import { TermsText } from './terms-text.tsx';

/** The version that was agreed to, with its text while it is the one in force. */
export function TermsOfVersion({ version }: { version: string }) {
  const { t } = useTranslation('partners');
  const { data } = useTerms();
  return (
    <Surface title={t('terms.title')}>
      <div>{t('terms.agreedTo', { version })}</div>
      {data === undefined ? (
        <SkeletonBar />
      ) : data.version === version ? (
        <TermsText terms={data} />
      ) : (
        <div>{t('terms.newer', { version: data.version })}</div>
      )}
    </Surface>
  );
}
