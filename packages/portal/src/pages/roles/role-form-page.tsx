import { Button, Input, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { PermissionCell, PermissionKey, Role } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useWrite } from '../../api/use-write.ts';
import { useHref } from '../../app/link.tsx';
import { useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage, Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { findAction } from '../../ui/action-button.tsx';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { LeaveGuard, leaveSaved } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { useRoleWord } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import { usePermissionWords } from './permission-words.ts';
import { inOrder } from './role-draft.ts';
import { type RoleHome, rolePath, rolesPath, useRoleCrumbs, useRoleHome, useTouched } from './role-home.ts';
import { useMatrix, useRole } from './role-queries.ts';

const useStyles = makeStyles({
  name: { maxWidth: '420px' },
  wide: { '& form': { maxWidth: 'none' } },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Makes a custom role, like another one where `?open=` names it, or changes one (D26, D28). */
export function RoleFormPage() {
  const home = useRoleHome();
  return home === undefined ? <NotFoundPage /> : <FormOf home={home} />;
}

function FormOf({ home }: { home: RoleHome }) {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const [{ open }] = useSearchState();
  const edited = params['role'];
  const like = useRole(home, edited ?? open);
  const matrix = useMatrix(home);
  const { t } = useTranslation('roles');
  const word = useRoleWord();
  const { scope } = usePageScope();
  const crumbs = useRoleCrumbs(home);
  const failed = like.error ?? matrix.error;
  if (failed) return <Trouble facts={factsOf(failed)} onRetry={() => void (like.isError ? like : matrix).refetch()} />;
  const role = like.data;
  const name = role === undefined ? '' : role.builtIn ? word(role.id) : role.name;
  const title = edited !== undefined ? t('edit.title', { role: name }) : open !== undefined ? t('clone.title', { role: name }) : t('new.title');
  return (
    <>
      <PageHeader
        title={title}
        crumbs={edited === undefined ? crumbs : [...crumbs, { text: name, to: paths.role(scope, home.partner, edited) }]}
        {...(edited === undefined ? { text: t('new.text') } : {})}
      />
      {matrix.data === undefined || ((edited ?? open) !== undefined && role === undefined) ? (
        <SkeletonBar />
      ) : (
        <RoleForm
          key={`${edited ?? ''} ${open ?? ''}`}
          home={home}
          cells={matrix.data.matrix}
          edited={edited === undefined ? undefined : role}
          like={edited === undefined ? role : undefined}
          needsApproval={
            findAction(
              role !== undefined && edited !== undefined ? role.allowedActions : matrix.data.allowedActions,
              edited === undefined ? 'roles.create' : 'roles.update',
            )?.needsApproval === true
          }
        />
      )}
    </>
  );
}

type FormProps = { home: RoleHome; cells: readonly PermissionCell[]; edited: Role | undefined; like: Role | undefined; needsApproval: boolean };

function RoleForm({ home, cells, edited, like, needsApproval }: FormProps) {
  const styles = useStyles();
  const { t } = useTranslation(['roles', 'ui', 'problems']);
  const { scope, nameOf } = usePageScope();
  const format = useFormat();
  const navigate = useNavigate();
  const href = useHref();
  const permissionWords = usePermissionWords();
  const touched = useTouched();
  // Of a role that is cloned what one may not give stays behind.
  const leftOut = (like?.permissions ?? []).filter((key) => cells.find((cell) => cell.key === key)?.grantable !== true);
  const start = (edited ?? like)?.permissions.filter((key) => !leftOut.includes(key)) ?? [];
  const [name, setName] = useState(edited?.name ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<PermissionKey>>(new Set(start));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [over, setOver] = useState(false);
  const permissions = inOrder(cells, chosen);
  const unsaved = !over && (name !== (edited?.name ?? '') || permissions.join() !== inOrder(cells, new Set(start)).join());

  const leave = (role: string | undefined, words: string, intent: 'success' | 'info'): void => {
    toast(words, intent);
    const to = role === undefined ? paths.roles(scope) : paths.role(scope, home.partner, role);
    leaveSaved(
      () => setOver(true),
      () => void navigate({ to, search: role === undefined || edited !== undefined ? {} : { tab: 'assignments' } }),
    );
  };
  const waits = (until: string): void => leave(edited?.id, t('ui:action.waits', { time: format.dateTime(until) }), 'info');
  const make = useWrite(
    (body: { name: string; permissions: PermissionKey[] }, idempotencyKey) => api.send<Role>('POST', rolesPath(home), { body, idempotencyKey }),
    touched,
    (answer) =>
      answer.kind === 'waits' ? waits(answer.changeRequest.expiresAt) : leave(answer.value.id, t('new.done', { role: answer.value.name }), 'success'),
  );
  const change = useRehearsed<Role>(touched, (done) =>
    'waitsUntil' in done ? waits(done.waitsUntil) : leave(done.value.id, t('ui:form.saved'), 'success'),
  );
  const send = (): void => {
    const faults: FieldError[] = [
      ...(name.trim() === '' ? [{ pointer: '/name', code: 'client', words: t('problems:field.required') }] : []),
      ...(permissions.length === 0 ? [{ pointer: '/permissions', code: 'client', words: t('matrix.required') }] : []),
    ];
    setErrors(faults);
    if (faults.length > 0) return;
    const body = { name: name.trim(), permissions };
    if (edited === undefined) make.run(body);
    else change.look({ method: 'PATCH', path: rolePath(home, edited.id), body });
  };
  const forget = (): void => {
    setErrors([]);
    make.clear();
    change.drop();
  };
  const problem = make.problem ?? change.refused;
  const pending = make.pending || change.looking;
  return (
    <Surface className={styles.wide}>
      <LeaveGuard unsaved={unsaved} />
      <Form errors={errors} problem={problem} onSubmit={send}>
        <FormField pointer="/name" label={t('form.name')} required="required">
          {(control) => (
            <Input
              {...control}
              className={styles.name}
              value={name}
              maxLength={200}
              autoComplete="off"
              onChange={(_, { value }) => {
                forget();
                setName(value);
              }}
            />
          )}
        </FormField>
        {leftOut.length > 0 && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('clone.leftOut', { permissions: format.acts(leftOut.map(permissionWords.name)) })}</MessageBarBody>
          </MessageBar>
        )}
        <FormField pointer="/permissions" label={t('form.permissions')} hint={t('form.permissionsHint', { count: permissions.length })}>
          {({ id }) => (
            <div id={id} tabIndex={-1}>
              <PermissionMatrix
                cells={cells}
                chosen={chosen}
                holders={home.partner === null ? 'own' : 'partner'}
                onChange={(next) => {
                  forget();
                  setChosen(next);
                }}
              />
            </div>
          )}
        </FormField>
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={pending} aria-busy={pending}>
            {edited === undefined && needsApproval ? t('ui:action.sendForApproval') : t('ui:form.save')}
          </Button>
          <Button as="a" {...href(edited === undefined ? paths.roles(scope) : paths.role(scope, home.partner, edited.id))}>
            {t('ui:form.cancel')}
          </Button>
        </div>
      </Form>
      <RehearsalDialog
        rehearsed={change}
        shows="picture"
        title={t('edit.confirm', { role: edited?.name ?? '' })}
        verb={t('ui:form.save')}
        approver={needsApproval ? nameOf(home.customer) : undefined}
      />
    </Surface>
  );
}
