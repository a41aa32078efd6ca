import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldError } from '../../../ui/field-errors.ts';
import { Form } from '../../../ui/form.tsx';
import { ScopeEditor } from '../scope/scope-editor.tsx';
import { StepButtons } from './step-buttons.tsx';
import { type StepProps, useFaultWords } from './wizard-step.ts';

/** Which rooms are offered (D06). */
export function RoomsStep({ customer, draft, onChange, problem, onNext, onBack }: StepProps) {
  const { t } = useTranslation('ui');
  const faultWords = useFaultWords();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const submit = (): void => {
    const faults = faultWords('rooms', draft);
    setErrors(faults);
    if (faults.length === 0) onNext();
  };
  return (
    <Form errors={errors} problem={problem} onSubmit={submit}>
      <ScopeEditor
        customer={customer}
        draft={draft.scope}
        onChange={(scope) => {
          setErrors([]);
          onChange({ ...draft, scope });
        }}
      />
      <StepButtons next={t('form.next')} onBack={onBack} />
    </Form>
  );
}
