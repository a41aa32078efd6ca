import { Button, Input, makeStyles, MessageBar, MessageBarBody, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Incident, NewIncident, Page, Room, Severity } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { toast } from '../../shell/toast-store.ts';
import { forgetSent, useNoteUnsent } from '../../shell/unsent-text.tsx';
import { findAction } from '../../ui/action-button.tsx';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard, leaveSaved } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { type Choice, Picker } from '../../ui/picker.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { touchedByTicket } from './use-incident.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' }, page: { maxWidth: '760px' } });

type Draft = { room: Room | undefined; severity: Severity; title: string; detail: string };

/** What somebody has written of an issue, as one text. */
const wordsOf = ({ title, detail = '' }: { title: string; detail?: string }): string => `${title.trim()}\n\n${detail.trim()}`.trim();

/** Rooms in which this person may record an issue, by what is typed; the one of the address first. */
function useRoomsFor(typed: string, wanted: string | undefined): readonly Room[] {
  const { key, customer } = usePageScope();
  const { data } = useQuery({
    queryKey: key('rooms', 'picker', typed),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<Page<Room>>('/rooms', { query: { customer, limit: 50, q: typed === '' ? undefined : typed }, signal }),
  });
  const named = useQuery({
    enabled: wanted !== undefined && customer !== undefined,
    queryKey: key('room', wanted),
    queryFn: ({ signal }) => api.get<Room>(`/customers/${customer ?? ''}/rooms/${encodeURIComponent(wanted ?? '')}`, { signal }),
  });
  return [...(named.data ? [named.data] : []), ...(data?.items ?? [])];
}

/** Records an issue that no signal found, in one room, for whoever looks after it (D56). */
export function NewIncidentPage() {
  const styles = useStyles();
  const { t } = useTranslation(['incidents', 'ui', 'problems']);
  const term = useTerm();
  const format = useFormat();
  const navigate = useNavigate();
  const { scope, all } = usePageScope();
  const [search] = useSearchState();
  const wanted = filtersOf(search)['room'];
  const [typed, setTyped] = useState('');
  const rooms = useRoomsFor(typed, wanted);
  const [draft, setDraft] = useState<Draft>({ room: undefined, severity: 'warning', title: '', detail: '' });
  const noteUnsent = useNoteUnsent(t('record.what'));
  const type = (written: Pick<Partial<Draft>, 'title' | 'detail'>): void => {
    const next = { ...draft, ...written };
    setDraft(next);
    noteUnsent(wordsOf(next));
  };
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const room = draft.room ?? rooms.find(({ id }) => id === wanted);
  const write = useWrite<{ customer: string; body: NewIncident }, Incident>(
    ({ customer, body }, idempotencyKey) =>
      api.send<Incident>('POST', `/customers/${encodeURIComponent(customer)}/incidents`, { body, idempotencyKey }),
    room === undefined ? [] : touchedByTicket(room.customer),
    (answer, { body }) => {
      forgetSent(wordsOf(body));
      if (answer.kind === 'waits') toast(t('ui:action.waits', { time: format.dateTime(answer.changeRequest.expiresAt) }), 'info');
      else toast(t('record.done', { number: answer.value.number }));
      leaveSaved(
        () => setSaved(true),
        () =>
          void navigate({
            to: answer.kind === 'waits' ? paths.incidents(scope) : paths.incident(scopeOfRow(scope, answer.value.customer), answer.value.id),
          }),
      );
    },
  );
  const required = t('problems:field.required');
  const missing: FieldError[] = [
    ...(room === undefined ? [{ pointer: '/room', code: 'client', words: required }] : []),
    ...(draft.title.trim() === '' ? [{ pointer: '/title', code: 'client', words: required }] : []),
  ];
  const send = (): void => {
    setTried(true);
    if (room === undefined || missing.length > 0) return;
    const detail = draft.detail.trim();
    write.run({
      customer: room.customer,
      body: { room: room.id, severity: draft.severity, title: draft.title.trim(), ...(detail === '' ? {} : { detail }) },
    });
  };
  const choiceOf = (each: Room): Choice => ({
    value: each.id,
    text: each.name,
    detail: [...(all ? [each.customerName] : []), each.city, each.site].join(', '),
  });
  const waits = room !== undefined && findAction(room.allowedActions, 'reports.create_incident')?.needsApproval === true;
  return (
    <>
      <PageHeader title={t('record.title')} text={t('record.text')} crumbs={[{ text: t('title'), to: paths.incidents(scope) }]} />
      <LeaveGuard unsaved={!saved && (draft.title !== '' || draft.detail !== '')} />
      <Surface className={styles.page}>
        <Form errors={tried ? missing : []} problem={write.problem} onSubmit={send}>
          <FormField pointer="/room" label={t('column.room')} required="required">
            {({ id }) => (
              <Picker
                id={id}
                label={t('column.room')}
                placeholder={t('record.findRoom')}
                chosen={room === undefined ? [] : [choiceOf(room)]}
                options={rooms.filter((each, n) => rooms.findIndex((other) => other.id === each.id) === n).map(choiceOf)}
                onSearch={setTyped}
                onChange={(next) => setDraft({ ...draft, room: rooms.find((each) => each.id === next.at(-1)?.value) })}
              />
            )}
          </FormField>
          <FormField pointer="/title" label={t('record.what')} required="required">
            {(control) => (
              <Input {...control} value={draft.title} maxLength={200} autoComplete="off" onChange={(_, { value }) => type({ title: value })} />
            )}
          </FormField>
          <FormField pointer="/severity" label={t('column.severity')}>
            {(control) => (
              <RadioGroup
                {...control}
                value={draft.severity}
                onChange={(_, { value }) => setDraft({ ...draft, severity: value === 'important' ? 'important' : 'warning' })}
              >
                <Radio value="warning" label={t('record.severity', { severity: term('severity', 'warning'), meaning: t('record.warning') })} />
                <Radio value="important" label={t('record.severity', { severity: term('severity', 'important'), meaning: t('record.important') })} />
              </RadioGroup>
            )}
          </FormField>
          <FormField pointer="/detail" label={t('record.detail')} hint={t('ui:form.optional')}>
            {(control) => (
              <Textarea
                {...control}
                value={draft.detail}
                maxLength={4000}
                rows={5}
                resize="vertical"
                onChange={(_, { value }) => type({ detail: value })}
              />
            )}
          </FormField>
          {waits && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{t('approval', { customer: room.customerName })}</MessageBarBody>
            </MessageBar>
          )}
          <div className={styles.row}>
            <Button type="submit" appearance="primary" disabledFocusable={write.pending} aria-busy={write.pending}>
              {waits ? t('ui:action.sendForApproval') : t('record.button')}
            </Button>
            <Button onClick={() => void navigate({ to: paths.incidents(scope) })}>{t('ui:form.cancel')}</Button>
          </div>
        </Form>
      </Surface>
    </>
  );
}
