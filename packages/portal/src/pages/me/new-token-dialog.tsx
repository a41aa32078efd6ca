import { Button, Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle, Input, makeStyles } from '@fluentui/react-components';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { ApiToken } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useFormat } from '../../i18n/format.ts';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', gap: '16px', paddingBlockEnd: '4px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', justifyContent: 'flex-end' },
});

const longestDays = 365;
type NewToken = { name: string; expiresInDays: number };

/** Makes a token; its secret is shown in this dialog and never again, so that only its own button closes it then. */
export function NewTokenDialog({ touches, onClose }: { touches: QueryKey; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('me');
  const write = useWrite<NewToken, ApiToken>((body, idempotencyKey) => api.send<ApiToken>('POST', '/me/tokens', { body, idempotencyKey }), [touches]);
  const made = write.answer?.kind === 'done' ? write.answer.value : undefined;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && made === undefined && !write.pending && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{made ? t('tokens.madeTitle', { name: made.name }) : t('tokens.create')}</DialogTitle>
          <DialogContent className={styles.content}>
            {made ? (
              <Secret token={made} onClose={onClose} />
            ) : (
              <Asking pending={write.pending} problem={write.problem} onCreate={write.run} onClose={onClose} />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Asking({
  pending,
  problem,
  onCreate,
  onClose,
}: {
  pending: boolean;
  problem: Parameters<typeof Form>[0]['problem'];
  onCreate: (token: NewToken) => void;
  onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(['me', 'ui', 'problems']);
  const [name, setName] = useState('');
  const [days, setDays] = useState('30');
  const [tried, setTried] = useState(false);
  const expiresInDays = /^\d{1,3}$/.test(days.trim()) ? Number(days) : Number.NaN;
  const errors: FieldError[] = [
    ...(name.trim() === '' ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []),
    ...(expiresInDays >= 1 && expiresInDays <= longestDays
      ? []
      : [{ pointer: '/expiresInDays', code: 'client', words: t('problems:field.wholeNumber', { from: 1, to: longestDays }) }]),
  ];
  return (
    <Form
      errors={tried ? errors : []}
      problem={problem}
      onSubmit={() => {
        setTried(true);
        if (errors.length === 0) onCreate({ name: name.trim(), expiresInDays });
      }}
    >
      <FormField pointer="/name" label={t('tokens.name')} hint={t('tokens.nameHint')} required="required">
        {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onChange={(_, { value }) => setName(value)} />}
      </FormField>
      <FormField pointer="/expiresInDays" label={t('tokens.days')} hint={t('tokens.daysHint')} required="required">
        {(control) => <Input {...control} value={days} inputMode="numeric" autoComplete="off" onChange={(_, { value }) => setDays(value)} />}
      </FormField>
      <div className={styles.actions}>
        <Button onClick={onClose} disabledFocusable={pending}>
          {t('ui:form.cancel')}
        </Button>
        <Button appearance="primary" type="submit" disabledFocusable={pending} aria-busy={pending}>
          {pending ? t('ui:confirm.working') : t('tokens.createButton')}
        </Button>
      </div>
    </Form>
  );
}

function Secret({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { t } = useTranslation('me');
  const format = useFormat();
  return (
    <ShownOnce
      warning={t('tokens.once')}
      label={t('tokens.secret')}
      secret={token.secret ?? ''}
      what={t('tokens.secretWhat')}
      kept={t('tokens.kept')}
      onClose={onClose}
    >
      <span>{t('tokens.until', { time: format.dateTime(token.expiresAt) })}</span>
    </ShownOnce>
  );
}
