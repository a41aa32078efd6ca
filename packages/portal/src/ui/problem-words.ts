import { useTranslation } from 'react-i18next';
import type { ProblemEntry, ProblemFacts } from '../api/problem.ts';

/** Our words for an error code, in the language of the person; a code without words shows itself. */
export function useProblemWords(): (problem: Pick<ProblemFacts | ProblemEntry, 'code'>) => string {
  const { t, i18n } = useTranslation('problems');
  return ({ code }) => {
    const known = i18n.getResource(i18n.language, 'problems', `code.${code}`);
    return typeof known === 'string' ? known : t('unknown', { code });
  };
}
