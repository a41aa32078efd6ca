import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Atom, Invitation } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Surface } from '../../ui/surface.tsx';
import { draftOf, type ScopeDraft, scopeOf } from './scope/scope-draft.ts';
import { ScopeEditor } from './scope/scope-editor.tsx';
import { ScopeList } from './scope/scope-list.tsx';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** The rooms that an invitation offers; while it is pending they can be changed, the expiry stays (D70). */
export function InvitationRooms({ invitation, path }: { invitation: Invitation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['partners', 'ui']);
  const { key } = usePageScope();
  const [draft, setDraft] = useState<ScopeDraft>();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { customer, scope = [], version, allowedActions, state, roomCount } = invitation;
  const save = useWrite(
    (next: Atom[], idempotencyKey) => api.send<Invitation>('PATCH', path, { body: { scope: next }, ifMatch: version, idempotencyKey }),
    [key('invitations')],
    () => {
      setDraft(undefined);
      toast(t('ui:form.saved'));
    },
  );
  if (draft === undefined)
    return (
      <Surface
        title={t('scope.label')}
        actions={
          state === 'pending' && (
            <ActionButton actions={allowedActions} action="invitations.update" onAct={() => setDraft(draftOf(scope))}>
              {t('invitation.editRooms')}
            </ActionButton>
          )
        }
      >
        {t('roomCount', { count: roomCount })}
        <ScopeList customer={customer} scope={scope} />
      </Surface>
    );
  const submit = (): void => {
    const next = scopeOf(draft);
    setErrors(next.length === 0 ? [{ pointer: '/scope', code: 'client', words: t('scope.required') }] : []);
    if (next.length > 0 && !save.pending) save.run(next);
  };
  return (
    <Surface title={t('invitation.editRooms')}>
      <LeaveGuard unsaved />
      <Form errors={errors} problem={save.problem} onSubmit={submit}>
        <ScopeEditor customer={customer} draft={draft} onChange={setDraft} />
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={save.pending}>
            {save.pending ? t('ui:form.saving') : t('ui:form.save')}
          </Button>
          <Button
            onClick={() => {
              setDraft(undefined);
              save.clear();
            }}
          >
            {t('ui:form.cancel')}
          </Button>
        </div>
      </Form>
    </Surface>
  );
}
