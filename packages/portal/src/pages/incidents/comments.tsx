import { Button, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useScopedList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { Audience, Comment, Incident } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { forgetSent, UnsentText, useNoteUnsent } from '../../shell/unsent-text.tsx';
import { findAction } from '../../ui/action-button.tsx';
import { VisibleText } from '../../ui/before-after.tsx';
import { Form, FormField } from '../../ui/form.tsx';
import { ListProblem } from '../../ui/list-problem.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { incidentPath, touchedByTicket } from './use-incident.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  list: { display: 'grid', gap: '12px', margin: 0, padding: 0, listStyleType: 'none' },
  comment: { display: 'grid', gap: '4px', paddingInlineStart: '12px', borderLeft: `3px solid ${tokens.colorNeutralStroke2}` },
  meta: { display: 'flex', flexWrap: 'wrap', gap: '2px 10px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  author: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** What people wrote, newest first, each with who reads it; and the form for one more. */
export function Comments({ incident }: { incident: Incident }) {
  const styles = useStyles();
  const { t } = useTranslation(['incidents', 'ui']);
  const { organization } = useMe();
  const list = useScopedList<Comment>(
    ['c', incident.customer, 'incidents', 'comments', incident.id],
    `${incidentPath(incident.customer, incident.id)}/comments`,
  );
  const audienceOf = ({ audience, author }: Comment): string =>
    audience === 'own' ? t('comment.only', { organization: author.organization.name }) : t('comment.both');
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{t('comment.title')}</h3>
      {findAction(incident.allowedActions, 'tickets.update')?.allowed === true ? (
        <NewComment incident={incident} own={organization.name} />
      ) : (
        <UnsentText />
      )}
      {list.state === 'failed' && <ListProblem problem={list.problem} onRetry={list.retry} />}
      {list.state === 'loading' && <SkeletonBar />}
      {list.state === 'ready' && list.rows.length === 0 && <p className={styles.quiet}>{t('comment.none')}</p>}
      <ul className={styles.list}>
        {list.rows.map((comment) => (
          <li key={comment.id} className={styles.comment}>
            <div className={styles.meta}>
              <span className={styles.author}>{comment.author.name}</span>
              <span>{comment.author.organization.name}</span>
              <RelativeTime at={comment.at} />
              <span>{audienceOf(comment)}</span>
            </div>
            <p className={styles.text}>
              <VisibleText text={comment.text} />
            </p>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <div>
          <Button onClick={list.loadMore} disabledFocusable={list.loadingMore}>
            {t('comment.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function NewComment({ incident, own }: { incident: Incident; own: string }) {
  const { t } = useTranslation(['incidents', 'ui', 'problems']);
  const format = useFormat();
  const { organization } = useMe();
  const [text, setText] = useState('');
  const [audience, setAudience] = useState<Audience>('both');
  const [tried, setTried] = useState(false);
  const noteUnsent = useNoteUnsent(t('comment.text'));
  const write = useWrite<{ text: string; audience: Audience }, Comment>(
    (body, idempotencyKey) => api.send<Comment>('POST', `${incidentPath(incident.customer, incident.id)}/comments`, { body, idempotencyKey }),
    touchedByTicket(incident.customer),
    (answer, sent) => {
      // What was typed since stays.
      setText((now) => (now.trim() === sent.text ? '' : now));
      forgetSent(sent.text);
      setTried(false);
      if (answer.kind === 'waits') toast(t('ui:action.waits', { time: format.dateTime(answer.changeRequest.expiresAt) }), 'info');
      else toast(t('done.commented'));
    },
  );
  const isCustomer = organization.id === incident.customer;
  const needsApproval = findAction(incident.allowedActions, 'tickets.update')?.needsApproval === true && audience === 'both';
  const send = (): void => {
    setTried(true);
    if (text.trim() !== '') write.run({ text: text.trim(), audience });
  };
  return (
    <Form
      errors={tried && text.trim() === '' ? [{ pointer: '/text', code: 'client', words: t('problems:field.required') }] : []}
      problem={write.problem}
      onSubmit={send}
    >
      <FormField pointer="/text" label={t('comment.text')}>
        {(control) => (
          <Textarea
            {...control}
            value={text}
            maxLength={4000}
            rows={3}
            resize="vertical"
            onChange={(_, { value }) => {
              setText(value);
              noteUnsent(value);
              setTried(false);
            }}
          />
        )}
      </FormField>
      <FormField pointer="/audience" label={t('comment.audience')}>
        {(control) => (
          <RadioGroup {...control} value={audience} onChange={(_, { value }) => setAudience(value === 'own' ? 'own' : 'both')}>
            <Radio
              value="both"
              label={isCustomer ? t('comment.withPartners') : t('comment.withCustomer', { organization: own, customer: incident.customerName })}
            />
            <Radio value="own" label={t('comment.only', { organization: own })} />
          </RadioGroup>
        )}
      </FormField>
      <div>
        <Button type="submit" disabledFocusable={write.pending} aria-busy={write.pending}>
          {needsApproval ? t('ui:action.sendForApproval') : t('comment.send')}
        </Button>
      </div>
    </Form>
  );
}
