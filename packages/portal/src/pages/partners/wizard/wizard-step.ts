import type { ProblemFacts } from '../../../api/problem.ts';
import type { FieldError } from '../../../ui/field-errors.ts';
import { useTranslation } from 'react-i18next';
import { dayLimits, faultsIn, type OfferDraft, type StepId } from './offer-draft.ts';

export type StepProps = {
  customer: string;
  draft: OfferDraft;
  onChange: (draft: OfferDraft) => void;
  /** The server's refusal of what was sent, as long as nothing has been changed since. */
  problem: ProblemFacts | undefined;
  onNext: () => void;
  onBack: () => void;
};

/** What a step lacks, in words, for its form. */
export function useFaultWords(): (step: StepId, draft: OfferDraft) => FieldError[] {
  const { t } = useTranslation(['partners', 'problems']);
  return (step, draft) =>
    faultsIn(step, draft).map(({ pointer, kind }) => {
      const words = {
        required: () => t('problems:field.required'),
        domain: () => t('problems:field.domain'),
        days: () => t('problems:field.wholeNumber', { from: dayLimits.from, to: dayLimits.to }),
        rooms: () => t('scope.required'),
        terms: () => t('terms.required'),
      }[kind]();
      return { pointer, code: 'client', words };
    });
}
