import { Button, Input, type InputProps, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountryField } from '../../ui/country-field.tsx';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import type { FirstSetup, Setup } from './use-setup.ts';

const useStyles = makeStyles({
  group: { display: 'grid', gap: '14px', margin: 0, padding: 0, border: 'none', minWidth: 0 },
  legend: { padding: 0, marginBlockEnd: '10px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

const empty = { token: '', name: '', email: '', password: '', organization: '', domain: '', country: '' };
type Draft = typeof empty;

/** Where each value stands in the request. */
const pointers = {
  token: '/token',
  organization: '/organization/name',
  domain: '/organization/domain',
  country: '/organization/country',
  name: '/operator/name',
  email: '/operator/email',
  password: '/operator/password',
} as const satisfies Record<keyof Draft, string>;

const requestOf = ({ token, name, email, password, organization, domain, country }: Draft): FirstSetup => ({
  token: token.trim(),
  operator: { name: name.trim(), email: email.trim(), password },
  organization: { name: organization.trim(), domain: domain.trim(), country },
});

export function SetupForm({ setup }: { setup: Setup }) {
  const styles = useStyles();
  const { t } = useTranslation(['entry', 'problems']);
  const [draft, setDraft] = useState<Draft>(empty);
  const [missing, setMissing] = useState<readonly FieldError[]>([]);

  // The one 401 here is about the token, not about a session.
  const wrongToken = setup.problem?.code === 'not_signed_in';
  const errors = wrongToken ? [{ pointer: pointers.token, code: 'client', words: t('setup.wrongToken') }] : missing;

  const submit = (): void => {
    const unfilled = (Object.keys(pointers) as (keyof Draft)[]).filter((name) => draft[name].trim() === ''); // the keys of `pointers`
    setMissing(unfilled.map((name) => ({ pointer: pointers[name], code: 'client', words: t('problems:field.required') })));
    setup.clear();
    if (unfilled.length === 0 && !setup.pending) setup.run(requestOf(draft));
  };
  const field = (name: Exclude<keyof Draft, 'country'>, look: InputProps = {}, hint?: string) => (
    <FormField pointer={pointers[name]} label={t(`setup.${name}`)} required="required" {...(hint === undefined ? {} : { hint })}>
      {(control) => <Input {...look} {...control} value={draft[name]} onChange={(_, { value }) => setDraft({ ...draft, [name]: value })} />}
    </FormField>
  );

  return (
    <Form errors={errors} problem={wrongToken ? undefined : setup.problem} onSubmit={submit}>
      {field('token', { autoComplete: 'off', spellCheck: false }, t('setup.tokenHint'))}
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('setup.organizationLegend')}</legend>
        {field('organization', { autoComplete: 'organization' })}
        {field('domain', { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' }, t('setup.domainHint'))}
        <CountryField
          pointer={pointers.country}
          label={t('setup.country')}
          value={draft.country}
          onChange={(country) => setDraft({ ...draft, country })}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('setup.operatorLegend')}</legend>
        {field('name', { autoComplete: 'name' })}
        {field('email', { type: 'email', autoComplete: 'username', autoCapitalize: 'none', spellCheck: false })}
        {field('password', { type: 'password', autoComplete: 'new-password' }, t('setup.passwordHint'))}
      </fieldset>
      <div>
        <Button type="submit" appearance="primary" size="large" disabledFocusable={setup.pending}>
          {setup.pending ? t('setup.working') : t('setup.button')}
        </Button>
      </div>
    </Form>
  );
}
