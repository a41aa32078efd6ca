import { Button, Input, makeStyles, MessageBar, MessageBarBody, SpinButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  page: { maxWidth: '640px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  total: { margin: 0, color: tokens.colorNeutralForeground3 },
});

export type RingDraft = Pick<UpdateRing, 'name' | 'order' | 'deferralDays' | 'rolloutDays' | 'testDays'>;

/** So many days an update may take from its release to the last room of a ring. */
const mostDays = 60;
const periods = ['deferralDays', 'rolloutDays', 'testDays'] as const;

type Props = {
  start: RingDraft;
  /** Built-in rings keep their names. */
  names: 'fixed' | 'free';
  verb: string;
  needsApproval: boolean;
  pending: boolean;
  saved: boolean;
  problem: ProblemFacts | undefined;
  onSave: (draft: RingDraft) => void;
  onClose: () => void;
};

/** Name, order and periods of a ring, with their sum as it is typed. */
export function RingForm({ start, names, verb, needsApproval, pending, saved, problem, onSave, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['rings', 'ui', 'problems']);
  const { customer = '', nameOf } = usePageScope();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const total = draft.deferralDays + draft.rolloutDays + draft.testDays;
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const errors = [
    ...(names === 'free' && draft.name.trim() === '' ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []),
    ...(total > mostDays ? [{ pointer: '/deferralDays', code: 'client', words: t('form.tooLong', { days: total }) }] : []),
  ];
  const number = (field: (typeof periods)[number] | 'order', least: number, most: number) => (
    <FormField key={field} pointer={`/${field}`} label={t(`form.${field}`)} hint={t(`form.${field}Hint`)}>
      {(control) => (
        <SpinButton
          {...control}
          value={draft[field]}
          min={least}
          max={most}
          onChange={(_, { value, displayValue }) => {
            const given = value ?? Number(displayValue);
            if (Number.isInteger(given)) setDraft({ ...draft, [field]: Math.min(most, Math.max(least, given)) });
          }}
        />
      )}
    </FormField>
  );
  return (
    <Surface className={styles.page}>
      <LeaveGuard unsaved={changed && !saved} />
      <Form
        errors={tried ? errors : []}
        problem={problem}
        onSubmit={() => {
          setTried(true);
          if (errors.length === 0) onSave({ ...draft, name: draft.name.trim() });
        }}
      >
        {names === 'free' && (
          <FormField pointer="/name" label={t('column.name')} required="required">
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                maxLength={200}
                autoComplete="off"
                onChange={(_, { value }) => setDraft({ ...draft, name: value })}
              />
            )}
          </FormField>
        )}
        {number('order', 1, 9)}
        {periods.map((field) => number(field, 0, mostDays))}
        <p className={styles.total} aria-live="polite">
          {t('form.total', { days: total })}
        </p>
        {needsApproval && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('approval', { customer: nameOf(customer) })}</MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={pending || !changed} aria-busy={pending}>
            {needsApproval ? t('ui:action.sendForApproval') : verb}
          </Button>
          <Button onClick={onClose}>{t('ui:form.cancel')}</Button>
        </div>
      </Form>
    </Surface>
  );
}
