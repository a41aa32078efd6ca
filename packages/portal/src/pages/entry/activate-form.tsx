import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import type { Invited } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { Facts } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';

const useStyles = makeStyles({ button: { width: '100%' } });
const pointer = '/password';

type Props = {
  invited: Invited;
  problem: ProblemFacts | undefined;
  pending: boolean;
  onChoose: (password: string) => void;
  onClear: () => void;
};

/** Who one is there, and the password to choose. */
export function ActivateForm({ invited, problem, pending, onChoose, onClear }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['entry', 'problems']);
  const format = useFormat();
  const term = useTerm();
  const [password, setPassword] = useState('');
  const [empty, setEmpty] = useState<readonly FieldError[]>([]);
  const isRejected = problem?.errors.some((error) => error.pointer === pointer) === true;
  const rejected = isRejected ? [{ pointer, code: 'client', words: t('activate.rejected') }] : [];
  const { roles } = invited;

  const submit = (): void => {
    const isMissing = password.trim() === '';
    setEmpty(isMissing ? [{ pointer, code: 'client', words: t('problems:field.required') }] : []);
    onClear();
    if (!isMissing && !pending) onChoose(password);
  };

  return (
    <>
      <Facts
        items={[
          { name: t('activate.name'), value: invited.name },
          ...(roles.length === 0 ? [] : [{ name: t('activate.roles'), value: format.list(roles.map((role) => term('role', role))) }]),
          { name: t('activate.until'), value: format.dateTime(invited.expiresAt) },
        ]}
      />
      <Form errors={empty.length > 0 ? empty : rejected} problem={isRejected ? undefined : problem} onSubmit={submit}>
        {/* The browser's own names, so that password managers keep both together. */}
        <FormField pointer="/email" label={t('password.email')}>
          {(control) => <Input {...control} readOnly type="email" name="username" autoComplete="username" size="large" value={invited.email} />}
        </FormField>
        <FormField pointer={pointer} label={t('activate.password')} hint={t('setup.passwordHint')} required="required">
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="new-password"
              size="large"
              value={password}
              onChange={(_, { value }) => setPassword(value)}
            />
          )}
        </FormField>
        <Button type="submit" appearance="primary" size="large" className={styles.button} disabledFocusable={pending}>
          {pending ? t('activate.working') : t('activate.button')}
        </Button>
      </Form>
    </>
  );
}
