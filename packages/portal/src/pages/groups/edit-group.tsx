import { Button, Input, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomGroup } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { toast } from '../../shell/toast-store.ts';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard, leaveSaved } from '../../ui/leave-guard.tsx';
import type { Choice } from '../../ui/picker.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { Surface } from '../../ui/surface.tsx';
import { RoomPicker, roomIds } from '../rooms/room-picker.tsx';
import { groupPath, useTouchedByGroup } from './group-paths.ts';

const useStyles = makeStyles({ page: { display: 'grid', gap: '16px', maxWidth: '720px' }, row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** Renames a group, puts rooms into it and takes rooms out; who gains or loses what is shown before it is saved (D33, D53). */
export function EditGroup({ group, onClose }: { group: RoomGroup; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['groups', 'ui', 'problems']);
  const [name, setName] = useState(group.name);
  const [added, setAdded] = useState<readonly Choice[]>([]);
  const [removed, setRemoved] = useState<readonly Choice[]>([]);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [saved, setSaved] = useState(false);
  const rehearsed = useRehearsed<RoomGroup>(useTouchedByGroup(), () => {
    toast(t('ui:form.saved'));
    leaveSaved(() => setSaved(true), onClose);
  });
  const changed = name.trim() !== group.name || added.length + removed.length > 0;
  const save = (): void => {
    const missing = name.trim() === '';
    setErrors(missing ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []);
    if (missing) return;
    rehearsed.look({
      method: 'PATCH',
      path: groupPath(group.customer, group.id),
      body: {
        ...(name.trim() === group.name ? {} : { name: name.trim() }),
        ...(added.length === 0 ? {} : { addRooms: roomIds(added) }),
        ...(removed.length === 0 ? {} : { removeRooms: roomIds(removed) }),
      },
    });
  };
  return (
    <div className={styles.page}>
      <LeaveGuard unsaved={changed && !saved} />
      {rehearsed.refused?.code === 'would_widen_delegation' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('edit.wouldWiden')}</MessageBarBody>
        </MessageBar>
      )}
      <Surface>
        <Form errors={errors} problem={rehearsed.refused} onSubmit={save}>
          <FormField pointer="/name" label={t('column.name')} required="required">
            {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onChange={(_, { value }) => setName(value)} />}
          </FormField>
          <FormField pointer="/addRooms" label={t('edit.add')}>
            {({ id }) => <RoomPicker id={id} label={t('edit.add')} customer={group.customer} outside={group.id} chosen={added} onChange={setAdded} />}
          </FormField>
          <FormField pointer="/removeRooms" label={t('edit.remove')}>
            {({ id }) => (
              <RoomPicker id={id} label={t('edit.remove')} customer={group.customer} group={group.id} chosen={removed} onChange={setRemoved} />
            )}
          </FormField>
          <div className={styles.row}>
            <Button type="submit" appearance="primary" disabledFocusable={rehearsed.looking || !changed} aria-busy={rehearsed.looking}>
              {t('ui:form.save')}
            </Button>
            <Button onClick={onClose}>{t('ui:form.cancel')}</Button>
          </div>
        </Form>
      </Surface>
      <RehearsalDialog rehearsed={rehearsed} shows="picture" title={t('edit.confirm', { group: group.name })} verb={t('ui:form.save')} />
    </div>
  );
}
