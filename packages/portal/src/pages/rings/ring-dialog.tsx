import { Field, Input } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { findAction } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Choice } from '../../ui/picker.tsx';
import { RoomPicker, roomIds } from '../rooms/room-picker.tsx';
import { ringPath, useRingName, useSay, useTouchedByRing } from './ring-queries.ts';

export type RingQuestion = 'move' | 'pause' | 'resume' | 'delete';

/** What has to be said or chosen before a ring is paused or deleted, or rooms are moved into it (D34). */
export function RingDialog({ ring, question, onClose }: { ring: UpdateRing; question: RingQuestion; onClose: () => void }) {
  const { t } = useTranslation(['rings', 'ui']);
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const say = useSay();
  const name = useRingName()(ring);
  const [reason, setReason] = useState('');
  const [rooms, setRooms] = useState<readonly Choice[]>([]);
  const path = ringPath(ring.customer, ring.id);
  const write = useWrite<{ reason: string; rooms: string[] }, unknown>(
    (given, idempotencyKey) => {
      if (question === 'delete') return api.send('DELETE', path, { ifMatch: ring.version, idempotencyKey });
      if (question === 'resume') return api.send('POST', `${path}/resume`, { idempotencyKey });
      if (question === 'pause') return api.send('POST', `${path}/pause`, { body: { reason: given.reason }, idempotencyKey });
      return api.send('POST', `${path}/rooms`, { body: { rooms: given.rooms }, idempotencyKey });
    },
    useTouchedByRing(),
    (answer) => {
      say(answer, t(`${question}.done`, { ring: name, count: rooms.length }));
      onClose();
      if (question === 'delete' && answer.kind === 'done') void navigate({ to: paths.rings(scope) });
    },
  );
  const waits = findAction(ring.allowedActions, question === 'move' ? 'rings.move_rooms' : 'rings.modify')?.needsApproval === true;
  return (
    <ConfirmDialog
      open
      title={t(`${question}.title`, { ring: name })}
      verb={waits ? t('ui:action.sendForApproval') : t(`${question}.verb`, { ring: name })}
      onClose={onClose}
      onConfirm={() => write.run({ reason: reason.trim(), rooms: roomIds(rooms) })}
      pending={write.pending}
      problem={write.problem}
      asks={question === 'pause' || question === 'move' ? 'input' : undefined}
      incomplete={(question === 'pause' && reason.trim() === '') || (question === 'move' && rooms.length === 0)}
    >
      <span>{t(`${question}.text`)}</span>
      {question === 'pause' && (
        <Field label={t('pause.reason')} required>
          <Input value={reason} maxLength={200} autoComplete="off" onChange={(_, { value }) => setReason(value)} />
        </Field>
      )}
      {question === 'move' && (
        <Field label={t('column.rooms')} required>
          <RoomPicker id="rooms-to-move" label={t('column.rooms')} customer={ring.customer} chosen={rooms} onChange={setRooms} />
        </Field>
      )}
    </ConfirmDialog>
  );
}
