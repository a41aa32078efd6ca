import { Button, Input, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { User } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useHref } from '../../app/link.tsx';
import { useFormat } from '../../i18n/format.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { isLanguage, type Language, languages } from '../../i18n/languages.ts';
import { paths } from '../../paths.ts';
import { toast } from '../../shell/toast-store.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useDirectoryPath, useDirectoryTouched } from './directory-queries.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px', maxWidth: '640px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

type NewPerson = { name: string; email: string; language: Language };

/** Adds a person without roles and groups: those are given on the page of the person, each by an act of its own (A52). */
export function NewPersonPage() {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const format = useFormat();
  const { domains } = useMe().organization;
  const { given, change, errors, adding, send } = useNewPerson();
  const href = useHref();
  return (
    <>
      <PageHeader title={t('people.new')} crumbs={[{ text: t('people.title'), to: paths.people() }]} text={t('people.newText')} />
      <div className={styles.stack}>
        <Surface>
          <Form errors={errors} problem={adding.problem} onSubmit={send}>
            <FormField pointer="/name" label={t('column.name')} required="required">
              {(control) => (
                <Input {...control} value={given.name} maxLength={200} autoComplete="off" onChange={(_, { value }) => change({ name: value })} />
              )}
            </FormField>
            <FormField pointer="/email" label={t('column.email')} hint={t('people.emailHint', { domains: format.list(domains) })} required="required">
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  value={given.email}
                  maxLength={254}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  onChange={(_, { value }) => change({ email: value })}
                />
              )}
            </FormField>
            <FormField pointer="/language" label={t('people.language')}>
              {(control) => (
                <RadioGroup
                  {...control}
                  layout="horizontal"
                  value={given.language}
                  onChange={(_, { value }) => isLanguage(value) && change({ language: value })}
                >
                  {Object.entries(languages).map(([code, name]) => (
                    <Radio key={code} value={code} label={<span lang={code}>{name}</span>} />
                  ))}
                </RadioGroup>
              )}
            </FormField>
            <div className={styles.row}>
              <Button type="submit" appearance="primary" disabledFocusable={adding.pending} aria-busy={adding.pending}>
                {t('people.add')}
              </Button>
              <Button as="a" {...href(paths.people())}>
                {t('ui:form.cancel')}
              </Button>
            </div>
          </Form>
        </Surface>
      </div>
    </>
  );
}

/** What is typed, what is wrong with it before it is sent, and the act; it ends on the page of the person. */
function useNewPerson() {
  const { t } = useTranslation(['directory', 'problems']);
  const path = useDirectoryPath();
  const navigate = useNavigate();
  const [given, setGiven] = useState<NewPerson>({ name: '', email: '', language: currentLanguage() });
  const [tried, setTried] = useState(false);
  const adding = useWrite(
    (body: NewPerson, idempotencyKey) => api.send<User>('POST', `${path}/users`, { body, idempotencyKey }),
    useDirectoryTouched(),
    (answer) => {
      if (answer.kind !== 'done') return;
      toast(t('people.added', { name: answer.value.name }));
      void navigate({ to: paths.person(answer.value.id) });
    },
  );
  const missing = (['name', 'email'] as const).filter((field) => given[field].trim() === '');
  return {
    given,
    change: (change: Partial<NewPerson>): void => setGiven({ ...given, ...change }),
    errors: tried ? missing.map((field) => ({ pointer: `/${field}`, code: 'client', words: t('problems:field.required') })) : [],
    adding,
    send: (): void => {
      setTried(true);
      if (missing.length === 0 && !adding.pending) adding.run({ ...given, name: given.name.trim(), email: given.email.trim() });
    },
  };
}
