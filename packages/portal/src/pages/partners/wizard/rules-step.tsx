import { Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../../api/problem.ts';
import type { FieldError } from '../../../ui/field-errors.ts';
import { Form, FormField } from '../../../ui/form.tsx';
import { ProblemBar } from '../../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../../ui/skeleton-rows.tsx';
import { ChangeControlFields } from '../change-control-fields.tsx';
import { useChangeEvents } from '../delegation-queries.ts';
import { dayLimits } from './offer-draft.ts';
import { StepButtons } from './step-buttons.tsx';
import { type StepProps, useFaultWords } from './wizard-step.ts';

const useStyles = makeStyles({ days: { width: '120px' } });

/** Which partner, until when, and which of its acts wait (D02, D04, D05). */
export function RulesStep({ draft, onChange: changed, problem, onNext }: StepProps) {
  const styles = useStyles();
  const { t } = useTranslation(['partners', 'ui']);
  const faultWords = useFaultWords();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const events = useChangeEvents();
  const onChange: StepProps['onChange'] = (next) => {
    setErrors([]);
    changed(next);
  };
  const submit = (): void => {
    const faults = faultWords('rules', draft);
    setErrors(faults);
    if (faults.length === 0) onNext();
  };
  return (
    <Form errors={errors} problem={problem} onSubmit={submit}>
      <FormField pointer="/domain" label={t('rules.domain')} hint={t('rules.domainHint')} required="required">
        {(control) => (
          <Input
            {...control}
            value={draft.domain}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="contoso.example"
            onChange={(_, { value }) => onChange({ ...draft, domain: value })}
          />
        )}
      </FormField>
      <FormField
        pointer="/expiresInDays"
        label={t('rules.days')}
        hint={t('rules.daysHint', { from: dayLimits.from, to: dayLimits.to })}
        required="required"
      >
        {(control) => (
          <Input
            {...control}
            className={styles.days}
            value={draft.days}
            inputMode="numeric"
            autoComplete="off"
            onChange={(_, { value }) => onChange({ ...draft, days: value })}
          />
        )}
      </FormField>
      {events.isError ? (
        <ProblemBar problem={factsOf(events.error)} />
      ) : events.data === undefined ? (
        <SkeletonBar />
      ) : (
        <ChangeControlFields events={events.data} modes={draft.changeControl} onChange={(changeControl) => onChange({ ...draft, changeControl })} />
      )}
      <StepButtons next={t('ui:form.next')} />
    </Form>
  );
}
