import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf, type ProblemFacts } from '../../api/problem.ts';
import { signInAddress } from '../../app/session.ts';
import { paths } from '../../paths.ts';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { useProblemWords } from '../../ui/problem-words.ts';

const useStyles = makeStyles({ button: { width: '100%' } });

type Account = { email: string; password: string };

/** E-mail and password for a sign-in under way; known and unknown accounts are refused in the same words (A26). */
export function PasswordForm({ interaction }: { interaction: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['entry', 'problems']);
  const [account, setAccount] = useState<Account>({ email: '', password: '' });
  const [empty, setEmpty] = useState<readonly FieldError[]>([]);
  const attempt = useMutation({
    mutationFn: (given: Account) => api.enter<{ redirectTo: string }>(`/auth/interaction/${encodeURIComponent(interaction)}`, given),
    onSuccess: (answer) => location.assign(answer?.redirectTo ?? paths.home()),
  });
  const refused = useRefusal(attempt.error ? factsOf(attempt.error) : undefined);
  const leaving = attempt.isPending || attempt.isSuccess;

  const submit = (): void => {
    const missing = (['email', 'password'] as const).filter((name) => account[name].trim() === '');
    setEmpty(missing.map((name) => ({ pointer: `/${name}`, code: 'client', words: t('problems:field.required') })));
    attempt.reset();
    if (missing.length === 0 && !leaving) attempt.mutate(account);
  };

  return (
    <Form errors={empty.length > 0 ? empty : refused.errors} onSubmit={submit}>
      {/* The browser's own names, so that password managers know the fields; pasting works everywhere. */}
      <FormField pointer="/email" label={t('password.email')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            size="large"
            value={account.email}
            onChange={(_, { value }) => setAccount({ ...account, email: value })}
          />
        )}
      </FormField>
      <FormField pointer="/password" label={t('password.password')}>
        {(control) => (
          <Input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            size="large"
            value={account.password}
            onChange={(_, { value }) => setAccount({ ...account, password: value })}
          />
        )}
      </FormField>
      <Button type="submit" appearance="primary" size="large" className={styles.button} disabledFocusable={leaving}>
        {leaving ? t('password.working') : t('password.button')}
      </Button>
      {refused.over && (
        <Button as="a" size="large" className={styles.button} href={signInAddress(paths.home())}>
          {t('password.again')}
        </Button>
      )}
    </Form>
  );
}

/** What the refusal of a sign-in means here, which is not what its code says elsewhere. */
function useRefusal(problem: ProblemFacts | undefined): { errors: readonly FieldError[]; over: boolean } {
  const { t } = useTranslation('entry');
  const words = useProblemWords();
  if (!problem) return { errors: [], over: false };
  const text =
    problem.code === 'not_signed_in'
      ? t('password.wrong')
      : problem.code === 'not_found'
        ? t('password.over')
        : problem.code === 'rate_limited' && problem.retryAfterSeconds !== undefined
          ? t('password.locked', { count: Math.ceil(problem.retryAfterSeconds / 60) })
          : words(problem);
  return { errors: [{ pointer: '', code: problem.code, words: text }], over: problem.code === 'not_found' };
}
