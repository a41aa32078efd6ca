import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Group } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useHref } from '../../app/link.tsx';
import { paths } from '../../paths.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useDirectoryPath, useDirectoryTouched } from './directory-queries.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' }, narrow: { maxWidth: '640px' } });

/** Makes an empty security group; who is in it is said on its own page. */
export function NewGroupPage() {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui', 'problems']);
  const path = useDirectoryPath();
  const href = useHref();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const make = useWrite(
    (body: { name: string }, idempotencyKey) => api.send<Group>('POST', `${path}/groups`, { body, idempotencyKey }),
    useDirectoryTouched(),
    (answer) => {
      if (answer.kind === 'done') void navigate({ to: paths.group(answer.value.id) });
    },
  );
  const errors = tried && name.trim() === '' ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : [];
  const send = (): void => {
    setTried(true);
    if (name.trim() !== '' && !make.pending) make.run({ name: name.trim() });
  };
  return (
    <>
      <PageHeader title={t('groups.new')} crumbs={[{ text: t('groups.title'), to: paths.groups() }]} text={t('groups.newText')} />
      <Surface className={styles.narrow}>
        <Form errors={errors} problem={make.problem} onSubmit={send}>
          <FormField pointer="/name" label={t('groups.name')} required="required">
            {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onChange={(_, { value }) => setName(value)} />}
          </FormField>
          <div className={styles.row}>
            <Button type="submit" appearance="primary" disabledFocusable={make.pending} aria-busy={make.pending}>
              {t('groups.make')}
            </Button>
            <Button as="a" {...href(paths.groups())}>
              {t('ui:form.cancel')}
            </Button>
          </div>
        </Form>
      </Surface>
    </>
  );
}
