import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../api/problem.ts';
import { EmptyState } from './empty-state.tsx';
import { useProblemWords } from './problem-words.ts';

/** A list that could not be read: why, and a way to try again. */
export function ListProblem({ problem, onRetry }: { problem: ProblemFacts | undefined; onRetry: () => void }) {
  const { t } = useTranslation('ui');
  const words = useProblemWords();
  return (
    <div role="alert">
      <EmptyState title={t('list.failed')} text={words(problem ?? { code: 'internal' })} action={{ text: t('list.retry'), run: onRetry }} />
    </div>
  );
}
