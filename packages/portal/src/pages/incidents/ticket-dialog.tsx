import { Field, Input, Textarea } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Incident, PersonRef } from '../../api/shapes.ts';
import { forgetSent, useNoteUnsent } from '../../shell/unsent-text.tsx';
import { findAction } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { type Choice, Picker } from '../../ui/picker.tsx';
import { incidentPath, useTicket } from './use-incident.ts';

export type TicketQuestion = 'assign' | 'escalate' | 'external' | 'resolved' | 'closed';

/** What has to be said or chosen before a ticket changes. */
export function TicketDialog({ incident, question, onClose }: { incident: Incident; question: TicketQuestion; onClose: () => void }) {
  const { t } = useTranslation(['incidents', 'ui']);
  const [text, setText] = useState(question === 'external' ? (incident.externalNumber ?? '') : '');
  const [person, setPerson] = useState<Choice>();
  const noteUnsent = useNoteUnsent(t('ask.reason'));
  const close = (): void => {
    forgetSent(text.trim());
    onClose();
  };
  const write = useTicket(incident, close);
  const given = text.trim();
  const waits = findAction(incident.allowedActions, 'tickets.update')?.needsApproval === true;
  const asksReason = question === 'resolved' || question === 'closed';
  const confirm = (): void => {
    if (question === 'assign') write.run({ assignee: assigneeOf(person), said: t('done.assigned') });
    else if (question === 'escalate') write.run({ severity: 'important', said: t('done.escalated') });
    else if (question === 'external') write.run({ externalNumber: given === '' ? null : given, said: t('done.external') });
    else write.run({ state: question, reason: given, said: t('done.state') });
  };
  return (
    <ConfirmDialog
      open
      title={t(`ask.${question}.title`, { number: incident.number })}
      verb={waits ? t('ui:action.sendForApproval') : t(`ask.${question}.verb`)}
      onClose={close}
      onConfirm={confirm}
      pending={write.pending}
      problem={write.problem}
      asks={question === 'escalate' ? undefined : 'input'}
      incomplete={(question === 'assign' && person === undefined) || (asksReason && given === '')}
    >
      {question === 'assign' && <Assignee incident={incident} chosen={person} onChange={setPerson} />}
      {question === 'escalate' && <span>{t('ask.escalate.text')}</span>}
      {question === 'external' && (
        <Field label={t('external')} hint={t('ask.external.hint')}>
          <Input value={text} maxLength={200} autoComplete="off" onChange={(_, { value }) => setText(value)} />
        </Field>
      )}
      {asksReason && (
        <Field label={t('ask.reason')} hint={t(`ask.${question}.hint`)} required>
          <Textarea
            value={text}
            maxLength={200}
            rows={3}
            onChange={(_, { value }) => {
              const line = value.replaceAll('\n', ' ');
              setText(line);
              noteUnsent(line);
            }}
          />
        </Field>
      )}
    </ConfirmDialog>
  );
}

const isUser = (id: string): id is `usr_${string}` => id.startsWith('usr_');
const assigneeOf = (choice: Choice | undefined): `usr_${string}` | null => (choice !== undefined && isUser(choice.value) ? choice.value : null);

/** People who can see the room's incidents; the server lists them. */
function Assignee({
  incident,
  chosen,
  onChange,
}: {
  incident: Incident;
  chosen: Choice | undefined;
  onChange: (person: Choice | undefined) => void;
}) {
  const { t } = useTranslation('incidents');
  const [typed, setTyped] = useState('');
  const { data } = useQuery({
    queryKey: ['c', incident.customer, 'incidents', 'assignees', incident.id, typed],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly PersonRef[] }>(`${incidentPath(incident.customer, incident.id)}/assignees`, {
        query: { q: typed === '' ? undefined : typed },
        signal,
      }),
  });
  const options = (data?.items ?? []).map(({ id, name, organization }): Choice => ({ value: id, text: name, detail: organization.name }));
  return (
    <Field label={t('column.assignee')} hint={t('ask.assign.hint')}>
      <Picker
        id="assignee"
        label={t('column.assignee')}
        chosen={chosen === undefined ? [] : [chosen]}
        options={options}
        onSearch={setTyped}
        // One ticket is in one person's hands: the last one chosen counts.
        onChange={(next) => onChange(next.at(-1))}
      />
    </Field>
  );
}
