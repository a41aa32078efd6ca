import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { NewRoomGroup, RoomGroup } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { ownScope, paths } from '../../paths.ts';
import { toast } from '../../shell/toast-store.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard, leaveSaved } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Choice } from '../../ui/picker.tsx';
import { Surface } from '../../ui/surface.tsx';
import { RoomPicker, roomIds } from '../rooms/room-picker.tsx';
import { groupsPath, useTouchedByGroup } from './group-paths.ts';

const useStyles = makeStyles({ page: { maxWidth: '720px' }, row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** A new room group; nobody's access changes by it, for nothing names it yet. */
export function NewGroupPage() {
  const styles = useStyles();
  const { t } = useTranslation(['groups', 'ui', 'problems']);
  const { organization } = useMe();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [rooms, setRooms] = useState<readonly Choice[]>([]);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const write = useWrite<NewRoomGroup, RoomGroup>(
    (body, idempotencyKey) => api.send<RoomGroup>('POST', groupsPath(organization.id), { body, idempotencyKey }),
    useTouchedByGroup(),
    (answer) => {
      if (answer.kind !== 'done') return;
      toast(t('new.done', { group: answer.value.name }));
      leaveSaved(
        () => setSaved(true),
        () => void navigate({ to: paths.roomGroup(ownScope, answer.value.id) }),
      );
    },
  );
  const missing = name.trim() === '';
  const send = (): void => {
    setTried(true);
    if (!missing) write.run({ name: name.trim(), ...(rooms.length === 0 ? {} : { rooms: roomIds(rooms) }) });
  };
  return (
    <>
      <PageHeader title={t('new.title')} text={t('new.text')} crumbs={[{ text: t('title'), to: paths.roomGroups(ownScope) }]} />
      <LeaveGuard unsaved={!saved && (name !== '' || rooms.length > 0)} />
      <Surface className={styles.page}>
        <Form
          errors={tried && missing ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []}
          problem={write.problem}
          onSubmit={send}
        >
          <FormField pointer="/name" label={t('column.name')} required="required">
            {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onChange={(_, { value }) => setName(value)} />}
          </FormField>
          <FormField pointer="/rooms" label={t('column.rooms')} hint={t('new.roomsHint')}>
            {({ id }) => <RoomPicker id={id} label={t('column.rooms')} customer={organization.id} chosen={rooms} onChange={setRooms} />}
          </FormField>
          <div className={styles.row}>
            <Button type="submit" appearance="primary" disabledFocusable={write.pending} aria-busy={write.pending}>
              {t('new.verb')}
            </Button>
            <Button onClick={() => void navigate({ to: paths.roomGroups(ownScope) })}>{t('ui:form.cancel')}</Button>
          </div>
        </Form>
      </Surface>
    </>
  );
}
