import { Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { ChangeControl, EventModes } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Form } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ChangeControlFields } from './change-control-fields.tsx';
import { ChangeControlList } from './change-control-list.tsx';
import { useChangeEvents } from './delegation-queries.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** Which acts of the partner wait, and Edit for whoever may say so (D05, D36, D40). @param path of the delegation */
export function ChangeControlTab({ path, partner }: { path: string; partner: string }) {
  const { t } = useTranslation(['partners', 'roles']);
  const { key } = usePageScope();
  const [editing, setEditing] = useState(false);
  const query = useQuery({
    queryKey: key('partners', partner, 'change-control'),
    queryFn: ({ signal }) => api.get<ChangeControl>(`${path}/change-control`, { signal }),
  });
  if (query.isError) return <ProblemBar problem={factsOf(query.error)} />;
  if (query.data === undefined) return <SkeletonBar />;
  const control = query.data;
  if (editing) return <EditControl control={control} path={path} onClose={() => setEditing(false)} />;
  return (
    <Surface
      title={t('control.title')}
      actions={
        <ActionButton actions={control.allowedActions} action="change_control.update" icon={<EditRegular />} onAct={() => setEditing(true)}>
          {t('control.edit')}
        </ActionButton>
      }
    >
      <ChangeControlList modes={control.events} />
    </Surface>
  );
}

function EditControl({ control, path, onClose }: { control: ChangeControl; path: string; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['partners', 'ui']);
  const { key } = usePageScope();
  const events = useChangeEvents();
  const [modes, setModes] = useState<EventModes>(control.events);
  const changed: EventModes = Object.fromEntries(
    Object.entries(modes).filter(([event, mode]) => mode !== Object.entries(control.events).find(([known]) => known === event)?.[1]),
  );
  const loosened = Object.values(changed).includes('auto');
  const save = useWrite(
    (given: EventModes, idempotencyKey) =>
      api.send<ChangeControl>('PUT', `${path}/change-control`, { body: { events: given }, ifMatch: control.version, idempotencyKey }),
    [key('partners')],
    () => {
      toast(t('ui:form.saved'));
      onClose();
    },
  );
  const unsaved = Object.keys(changed).length > 0;
  return (
    <Surface>
      <LeaveGuard unsaved={unsaved && save.answer === undefined} />
      <Form problem={save.problem} onSubmit={() => unsaved && !save.pending && save.run(changed)}>
        {events.data === undefined ? (
          <SkeletonBar />
        ) : (
          <ChangeControlFields
            events={events.data}
            modes={modes}
            onChange={(next) => {
              save.clear();
              setModes(next);
            }}
          />
        )}
        {loosened && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('control.loosened')}</MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={!unsaved || save.pending} aria-busy={save.pending}>
            {save.pending ? t('ui:form.saving') : t('ui:form.save')}
          </Button>
          <Button onClick={onClose} disabledFocusable={save.pending}>
            {t('ui:form.cancel')}
          </Button>
        </div>
      </Form>
    </Surface>
  );
}
