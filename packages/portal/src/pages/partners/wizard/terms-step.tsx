import { Checkbox, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../../api/problem.ts';
import { Form, FormField } from '../../../ui/form.tsx';
import { ProblemBar } from '../../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../../ui/skeleton-rows.tsx';
import { useTerms } from '../delegation-queries.ts';
import { TermsText } from '../terms-text.tsx';
import { StepButtons } from './step-buttons.tsx';
import type { StepProps } from './wizard-step.ts';

const useStyles = makeStyles({ note: { margin: 0 } });

/** The terms in their version; agreeing is possible after the tick only (D07). */
export function TermsStep({ draft, onChange, problem, onNext, onBack }: StepProps) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const terms = useTerms();
  const version = terms.data?.version;
  const [ticked, setTicked] = useState(draft.agreedTo !== undefined && draft.agreedTo === version);
  const submit = (): void => {
    if (!ticked || version === undefined) return;
    onChange({ ...draft, agreedTo: version });
    onNext();
  };
  return (
    <Form problem={problem} onSubmit={submit}>
      {terms.isError && <ProblemBar problem={factsOf(terms.error)} />}
      {terms.data === undefined ? (
        !terms.isError && <SkeletonBar />
      ) : (
        <>
          <p className={styles.note}>{t('terms.version', { version: terms.data.version })}</p>
          <TermsText terms={terms.data} />
          <FormField pointer="/termsVersion" label={t('terms.tickLabel')}>
            {(control) => (
              <Checkbox
                {...control}
                label={t('terms.tick')}
                checked={ticked}
                onChange={(_, { checked }) => {
                  setTicked(checked === true);
                  if (checked !== true) onChange({ ...draft, agreedTo: undefined });
                }}
              />
            )}
          </FormField>
        </>
      )}
      <StepButtons next={t('terms.agree')} off={!ticked || version === undefined} onBack={onBack} />
    </Form>
  );
}
