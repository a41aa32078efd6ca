import { Button, Input, makeStyles, MessageBar, MessageBarBody, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../api/shapes.ts';
import { type Rehearsable, useRehearsed } from '../../api/use-rehearsed.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard, leaveSaved } from '../../ui/leave-guard.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { Surface } from '../../ui/surface.tsx';
import { draftOf, emptyScope, scopeOf } from '../partners/scope/scope-draft.ts';
import { ScopeEditor } from '../partners/scope/scope-editor.tsx';
import { type Candidate, MemberPicker } from '../tenants/member-picker.tsx';
import { type RoleHome, useTouched } from './role-home.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  page: { display: 'grid', gap: '16px', maxWidth: '760px' },
});

export type AssignmentPart = 'label' | 'members' | 'scope';

type Props = {
  home: RoleHome;
  /** What is changed; absent for a new one. */
  assignment?: Assignment;
  parts: readonly AssignmentPart[];
  /** Where the act goes: POST for a new one, PATCH for a change. */
  act: Omit<Rehearsable, 'body'>;
  /** The question that the last dialog asks. */
  question: string;
  needsApproval: boolean;
  onClose: () => void;
  onDone: (assignment: Assignment | undefined) => void;
};

/** Members that are there, by name; those that were deleted give nothing and are left out. */
const candidatesOf = ({ members, memberNames }: Assignment): Candidate[] =>
  members.flatMap((member, n) => {
    const { name, state } = memberNames[n] ?? {};
    if (name === undefined || name === null || state === 'gone') return [];
    return [{ member, name, ...(state === 'disabled' ? { activePeople: 0 } : {}) }];
  });

/**
 * Name and e-mails, members, scope of an assignment, or the part of it that is changed; then who gains and who loses what, and
 * Save, bound to that picture (D24, D25, D28, D53).
 */
export function AssignmentEditor({ home, assignment, parts, act, question, needsApproval, onClose, onDone }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['roles', 'ui', 'problems', 'partners']);
  const { nameOf } = usePageScope();
  const format = useFormat();
  const [name, setName] = useState(assignment?.name ?? '');
  const [notify, setNotify] = useState(assignment?.notify ?? false);
  const [members, setMembers] = useState<readonly Candidate[]>(() => (assignment === undefined ? [] : candidatesOf(assignment)));
  const [scope, setScope] = useState(() => (assignment === undefined ? emptyScope : draftOf(assignment.scope)));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [changed, setChanged] = useState(false);
  const rehearsed = useRehearsed<Assignment>(useTouched(), (done) => {
    const waits = 'waitsUntil' in done;
    toast(waits ? t('ui:action.waits', { time: format.dateTime(done.waitsUntil) }) : t('ui:form.saved'), waits ? 'info' : 'success');
    leaveSaved(
      () => setChanged(false),
      () => onDone(waits ? undefined : done.value),
    );
  });
  const has = (part: AssignmentPart): boolean => parts.includes(part);
  // The field of the members bears the same name.
  const only = parts.length === 1 && !has('members') ? parts[0] : undefined;
  const gone = (assignment?.memberNames ?? []).filter(({ state }) => state === 'gone').length;

  const touch = (): void => {
    setErrors([]);
    setChanged(true);
    rehearsed.drop();
  };
  const send = (): void => {
    const atoms = scopeOf(scope);
    const faults: FieldError[] = [
      ...(has('label') && name.trim() === '' ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []),
      ...(has('scope') && atoms.length === 0 ? [{ pointer: '/scope', code: 'client', words: t('partners:scope.required') }] : []),
    ];
    setErrors(faults);
    if (faults.length > 0) return;
    rehearsed.look({
      ...act,
      body: {
        ...(has('label') ? { name: name.trim(), notify } : {}),
        ...(has('members') ? { members: members.map(({ member }) => member) } : {}),
        ...(has('scope') ? { scope: atoms } : {}),
      },
    });
  };
  return (
    <div className={styles.page}>
      <LeaveGuard unsaved={changed} />
      <Surface {...(only === undefined ? {} : { title: t(`tab.${only}`) })}>
        <Form errors={errors} problem={rehearsed.refused} onSubmit={send}>
          {has('label') && (
            <>
              <FormField pointer="/name" label={t('assignment.name')} hint={t('assignment.nameHint')} required="required">
                {(control) => (
                  <Input
                    {...control}
                    value={name}
                    maxLength={200}
                    autoComplete="off"
                    onChange={(_, { value }) => {
                      touch();
                      setName(value);
                    }}
                  />
                )}
              </FormField>
              <FormField pointer="/notify" label={t('column.notify')} hint={t('assignment.notifyHint')}>
                {(control) => (
                  <Switch
                    {...control}
                    checked={notify}
                    label={t(notify ? 'assignment.notifyOn' : 'assignment.notifyOff')}
                    onChange={(_, { checked }) => {
                      touch();
                      setNotify(checked);
                    }}
                  />
                )}
              </FormField>
            </>
          )}
          {has('members') && (
            <>
              {gone > 0 && (
                <MessageBar intent="info" layout="multiline">
                  <MessageBarBody>{t('assignment.goneLeftOut', { count: gone })}</MessageBarBody>
                </MessageBar>
              )}
              <MemberPicker
                pointer="/members"
                label={t('tab.members')}
                hint={t('assignment.membersHint')}
                chosen={members}
                onChange={(next) => {
                  touch();
                  setMembers(next);
                }}
              />
            </>
          )}
          {has('scope') && (
            <ScopeEditor
              customer={home.customer}
              draft={scope}
              onChange={(next) => {
                touch();
                setScope(next);
              }}
            />
          )}
          <div className={styles.row}>
            <Button type="submit" appearance="primary" disabledFocusable={rehearsed.looking} aria-busy={rehearsed.looking}>
              {t('ui:form.save')}
            </Button>
            <Button onClick={onClose}>{t('ui:form.cancel')}</Button>
          </div>
        </Form>
      </Surface>
      <RehearsalDialog
        rehearsed={rehearsed}
        shows="picture"
        title={question}
        verb={t('ui:form.save')}
        approver={needsApproval ? nameOf(home.customer) : undefined}
      />
    </div>
  );
}
