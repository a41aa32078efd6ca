import { Button, makeStyles, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf, type ProblemFacts } from '../../api/problem.ts';
import type { Room } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { findAction } from '../../ui/action-button.tsx';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { Surface } from '../../ui/surface.tsx';
import { changeOf, type DraftField, draftOf, mergeDraft, missingIn, type RoomDraft, touched } from './room-draft.ts';
import { GroupsField, PlaceFields, RingField } from './room-fields.tsx';
import { RoomConflict } from './room-conflict.tsx';
import { useRoomGroups } from './use-places.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  stack: { display: 'grid', gap: '20px', maxWidth: '720px' },
});

/** Where one of these changes, rules and groups in scopes may hold the room or hold it no more. */
const decisive: readonly DraftField[] = ['country', 'city', 'site', 'groups'];

type Sent = { room: Room; draft: RoomDraft; base: RoomDraft; reason: string };

/** Changes a room, or asks its customer to approve the change (D36); a later version never overwrites what somebody else did. */
export function EditRoom({ room, onClose }: { room: Room; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui', 'problems']);
  const format = useFormat();
  const client = useQueryClient();
  const { key } = usePageScope();
  // The room as it was when this form opened, or as it was loaded after a conflict: not as it is refreshed meanwhile.
  const [started, setStarted] = useState(room);
  const [draft, setDraft] = useState(() => draftOf(room));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [both, setBoth] = useState<readonly DraftField[]>([]);
  const [merged, setMerged] = useState(false);
  const [trouble, setTrouble] = useState<ProblemFacts>();
  const groups = useRoomGroups(room.customer, room.groups === undefined ? 'not wanted' : 'wanted');

  const address = `/customers/${room.customer}/rooms/${room.id}`;
  const base = draftOf(started);
  const fields = touched(base, draft);
  const approval = findAction(room.allowedActions, 'rooms.modify')?.needsApproval === true;
  const touches = [
    key('room', room.id),
    key('rooms'),
    ['c', 'all', 'rooms'],
    key('room-groups'),
    key('rings'),
    key('changes'),
    key('audit'),
    key('places'),
  ];
  const done = (waitsUntil: string | undefined): void => {
    toast(
      waitsUntil === undefined ? t('ui:form.saved') : t('ui:action.waits', { time: format.dateTime(waitsUntil) }),
      waitsUntil === undefined ? 'success' : 'info',
    );
    onClose();
  };
  const write = useWrite<Sent, Room>(
    (sent, idempotencyKey) =>
      api.send<Room>('PATCH', address, {
        body: changeOf(sent.base, sent.draft),
        ifMatch: sent.room.version,
        idempotencyKey,
        ...(sent.reason.trim() === '' ? {} : { reason: sent.reason.trim() }),
      }),
    touches,
    (answer) => done(answer.kind === 'waits' ? answer.changeRequest.expiresAt : undefined),
  );
  // What a group or a place of the room decides, is shown before: who gains and who loses this room (D53).
  const rehearsed = useRehearsed<Room>(touches, (end) => done('waitsUntil' in end ? end.waitsUntil : undefined));
  const problem = write.problem ?? rehearsed.refused;
  const outdated = problem?.code === 'version_outdated';
  const errors = tried ? missingIn(draft, t('problems:field.required')) : [];
  const may = (action: string): boolean => findAction(room.allowedActions, action)?.allowed === true;

  const save = (): void => {
    setTried(true);
    setMerged(false);
    if (missingIn(draft, '').length > 0) return;
    if (fields.some((field) => decisive.includes(field)))
      rehearsed.look({ method: 'PATCH', path: address, body: changeOf(base, draft), ifMatch: started.version });
    else write.run({ room: started, draft, base, reason });
  };
  const loadPresent = async (): Promise<void> => {
    try {
      const now = await client.fetchQuery({
        queryKey: key('room', room.id),
        queryFn: ({ signal }) => api.get<Room>(address, { signal }),
        staleTime: 0,
      });
      const result = mergeDraft(base, draft, draftOf(now));
      setStarted(now);
      setDraft(result.draft);
      setBoth(result.both);
      setMerged(true);
      setTrouble(undefined);
      write.clear();
      rehearsed.drop();
    } catch (error) {
      setTrouble(factsOf(error));
    }
  };

  return (
    <div className={styles.stack}>
      <LeaveGuard unsaved={fields.length > 0} />
      {(outdated || merged) && (
        <RoomConflict
          state={outdated ? 'outdated' : 'merged'}
          both={both}
          now={draftOf(started)}
          draft={draft}
          groups={groups ?? []}
          onReload={() => void loadPresent()}
          onTakeTheirs={(field) => {
            setDraft({ ...draft, [field]: draftOf(started)[field] });
            setBoth(both.filter((each) => each !== field));
          }}
        />
      )}
      {problem?.code === 'would_widen_delegation' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('edit.wouldWiden')}</MessageBarBody>
        </MessageBar>
      )}
      <Surface>
        <Form errors={errors} problem={trouble ?? (outdated ? undefined : problem)} onSubmit={save}>
          <PlaceFields customer={room.customer} draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
          {draft.groups !== undefined && groups !== undefined && may('groups.modify') && (
            <GroupsField groups={groups} chosen={draft.groups} onChange={(chosen) => setDraft({ ...draft, groups: chosen })} />
          )}
          {draft.ring !== undefined && may('rings.modify') && (
            <RingField customer={room.customer} ring={draft.ring} onChange={(ring) => setDraft({ ...draft, ring })} />
          )}
          {approval && (
            <>
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{t('edit.approval', { customer: room.customerName })}</MessageBarBody>
              </MessageBar>
              <FormField pointer="/reason" label={t('edit.reason')} hint={t('edit.reasonHint', { customer: room.customerName })}>
                {(control) => <Textarea {...control} value={reason} maxLength={1000} rows={3} onChange={(_, { value }) => setReason(value)} />}
              </FormField>
            </>
          )}
          <div className={styles.actions}>
            <Button
              appearance="primary"
              type="submit"
              disabledFocusable={write.pending || rehearsed.looking || fields.length === 0}
              aria-busy={write.pending || rehearsed.looking}
            >
              {write.pending ? t('ui:form.saving') : approval ? t('ui:action.sendForApproval') : t('ui:form.save')}
            </Button>
            <Button onClick={onClose} disabledFocusable={write.pending}>
              {t('ui:form.cancel')}
            </Button>
          </div>
        </Form>
      </Surface>
      <RehearsalDialog
        rehearsed={rehearsed}
        shows="picture"
        title={t('edit.confirm', { room: room.name })}
        verb={t('ui:form.save')}
        approver={approval ? room.customerName : undefined}
        reason={reason}
      />
    </div>
  );
}
