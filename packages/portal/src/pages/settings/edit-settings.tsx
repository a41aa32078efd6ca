import {
  Button,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf, type ProblemFacts } from '../../api/problem.ts';
import type { Settings } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { toast } from '../../shell/toast-store.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Surface } from '../../ui/surface.tsx';
import { changeOf, draftOf, faultsIn, limits, mergeDraft, type SettingsDraft, touched } from './settings-draft.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '20px', maxWidth: '720px' },
  number: { width: '120px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

type Sent = { version: number; base: SettingsDraft; draft: SettingsDraft };

/** Changes settings; a later save never overwrites unseen what somebody else saved. */
export function EditSettings({ settings, address }: { settings: Settings; address: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['settings', 'ui']);
  const client = useQueryClient();
  const { key } = usePageScope();
  // As they were when this form opened, or as they were loaded after a conflict: not as they are refreshed meanwhile.
  const [started, setStarted] = useState(settings);
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [tried, setTried] = useState(false);
  const [merged, setMerged] = useState(false);
  const [trouble, setTrouble] = useState<ProblemFacts>();

  const base = draftOf(started);
  const unsaved = touched(base, draft).length > 0;
  const restart = (now: Settings): void => {
    setStarted(now);
    setDraft(draftOf(now));
    setTried(false);
    setMerged(false);
    setTrouble(undefined);
  };
  const write = useWrite<Sent, Settings>(
    (sent, idempotencyKey) => api.send<Settings>('PATCH', address, { body: changeOf(sent.base, sent.draft), ifMatch: sent.version, idempotencyKey }),
    [key('settings'), key('audit')],
    (answer) => {
      if (answer.kind !== 'done') return;
      restart(answer.value);
      toast(t('ui:form.saved'), 'success');
    },
  );
  const outdated = write.problem?.code === 'version_outdated';
  const wordsOf = (field: keyof typeof limits): string => t('whole', limits[field]);
  const errors = tried ? faultsIn(draft).map((field) => ({ pointer: `/${field}`, code: 'client', words: wordsOf(field) })) : [];

  const save = (): void => {
    setTried(true);
    if (faultsIn(draft).length === 0) write.run({ version: started.version, base, draft });
  };
  const loadPresent = async (): Promise<void> => {
    try {
      const now = await client.fetchQuery({
        queryKey: key('settings'),
        queryFn: ({ signal }) => api.get<Settings>(address, { signal }),
        staleTime: 0,
      });
      const kept = mergeDraft(base, draft, draftOf(now));
      restart(now);
      setDraft(kept);
      setMerged(true);
      write.clear();
    } catch (error) {
      setTrouble(factsOf(error));
    }
  };
  const number = (field: 'changeRequestDays' | 'enrolmentKeyDays') => (
    <FormField pointer={`/${field}`} label={t(`field.${field}.name`)} hint={`${t(`field.${field}.what`)} ${wordsOf(field)}`} required="required">
      {(control) => (
        <Input
          {...control}
          className={styles.number}
          value={draft[field]}
          inputMode="numeric"
          autoComplete="off"
          onChange={(_, { value }) => setDraft({ ...draft, [field]: value })}
        />
      )}
    </FormField>
  );
  return (
    <div className={styles.stack}>
      <LeaveGuard unsaved={unsaved} />
      {outdated && (
        <MessageBar intent="warning" layout="multiline" politeness="assertive">
          <MessageBarBody>
            <MessageBarTitle>{t('conflict.title')}</MessageBarTitle> {t('conflict.text')}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void loadPresent()}>{t('conflict.load')}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {merged && (
        <MessageBar intent="info" layout="multiline" politeness="polite">
          <MessageBarBody>{t('conflict.merged')}</MessageBarBody>
        </MessageBar>
      )}
      <Surface>
        <Form errors={errors} problem={trouble ?? (outdated ? undefined : write.problem)} onSubmit={save}>
          {number('changeRequestDays')}
          {number('enrolmentKeyDays')}
          <FormField pointer="/silence" label={t('field.silentAfterMinutes.name')} hint={t('field.silentAfterMinutes.what')}>
            {(control) => (
              <RadioGroup
                {...control}
                aria-label={t('field.silentAfterMinutes.name')}
                value={draft.silentAfterMinutes === null ? 'usual' : 'later'}
                onChange={(_, { value }) => setDraft({ ...draft, silentAfterMinutes: value === 'usual' ? null : (base.silentAfterMinutes ?? '60') })}
              >
                <Radio value="usual" label={t('silent.usual')} />
                <Radio value="later" label={t('silent.later')} />
              </RadioGroup>
            )}
          </FormField>
          {draft.silentAfterMinutes !== null && (
            <FormField
              pointer="/silentAfterMinutes"
              label={t('silent.minutes')}
              hint={`${t('silent.floor')} ${wordsOf('silentAfterMinutes')}`}
              required="required"
            >
              {(control) => (
                <Input
                  {...control}
                  className={styles.number}
                  value={draft.silentAfterMinutes ?? ''}
                  inputMode="numeric"
                  autoComplete="off"
                  onChange={(_, { value }) => setDraft({ ...draft, silentAfterMinutes: value })}
                />
              )}
            </FormField>
          )}
          <div className={styles.actions}>
            <Button appearance="primary" type="submit" disabledFocusable={write.pending || !unsaved} aria-busy={write.pending}>
              {write.pending ? t('ui:form.saving') : t('ui:form.save')}
            </Button>
            <Button disabledFocusable={write.pending || !unsaved} onClick={() => unsaved && restart(started)}>
              {t('undo')}
            </Button>
          </div>
        </Form>
      </Surface>
    </div>
  );
}
