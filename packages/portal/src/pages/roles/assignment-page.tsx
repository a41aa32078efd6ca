import { Badge, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { Assignment } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { focusHeading } from '../../app/use-edit-tab.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage, Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { useRoleWord } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { WaitingChip } from '../../ui/waiting-chip.tsx';
import { usePendingChanges } from '../changes/use-pending-changes.ts';
import { ScopeList } from '../partners/scope/scope-list.tsx';
import { AssignmentEditor, type AssignmentPart } from './assignment-editor.tsx';
import { MembersShown } from './members-shown.tsx';
import { assignmentPath, type RoleHome, useIsOwn, useRoleCrumbs, useRoleHome, useTouched } from './role-home.ts';
import { useAssignment } from './role-queries.ts';

const useStyles = makeStyles({ stack: { display: 'grid', gap: '16px', maxWidth: '960px' }, text: { margin: 0 } });

/** One assignment: members, scope, name and e-mails, each changed by the side whose matter it is (D24, D25, D69). */
export function AssignmentPage() {
  const home = useRoleHome();
  const role = usePathParam('role');
  const id = usePathParam('assignment');
  return home === undefined ? <NotFoundPage /> : <AssignmentOf key={id} home={home} role={role} id={id} />;
}

function AssignmentOf({ home, role, id }: { home: RoleHome; role: string; id: string }) {
  const query = useAssignment(home, role, id);
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown home={home} assignment={query.data} />;
}

const partActions = {
  members: 'assignments.update_members',
  scope: 'assignments.update_scope',
  label: 'assignments.update',
} as const satisfies Record<AssignmentPart, string>;

function Shown({ home, assignment }: { home: RoleHome; assignment: Assignment }) {
  const { t } = useTranslation(['roles', 'ui']);
  const { scope, nameOf } = usePageScope();
  const waiting = usePendingChanges(assignment.id).length > 0;
  const word = useRoleWord();
  const [editing, setEditing] = useState<AssignmentPart>();
  const tabs = (['members', 'scope', 'label'] as const).map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  const part = tabs.find(({ id }) => id === tab)?.id ?? 'members';
  const name = word(assignment.name);
  const role = word(assignment.role.startsWith('role_') ? assignment.roleName : assignment.role);
  const allowed = findAction(assignment.allowedActions, partActions[part]);
  const close = (): void => {
    setEditing(undefined);
    focusHeading();
  };
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[...useRoleCrumbs(home), { text: role, to: paths.role(scope, home.partner, assignment.role), search: { tab: 'assignments' } }]}
        badge={
          <>
            {assignment.builtIn && (
              <Badge appearance="tint" color="informative">
                {t('kind.standing')}
              </Badge>
            )}
            {waiting && <WaitingChip customerName={nameOf(assignment.customer)} />}
          </>
        }
        actions={<Removal home={home} assignment={assignment} name={name} />}
      />
      {editing === part ? (
        <AssignmentEditor
          key={part}
          home={home}
          assignment={assignment}
          parts={[part]}
          act={{ method: 'PATCH', path: assignmentPath(home, assignment.role, assignment.id) }}
          question={t(`assignment.confirm.${part}`, { assignment: name })}
          needsApproval={allowed?.needsApproval === true}
          onClose={close}
          onDone={close}
        />
      ) : (
        <Tabs label={name} tabs={tabs} shown={tab}>
          <Part
            home={home}
            assignment={assignment}
            part={part}
            edit={
              <ActionButton
                actions={assignment.allowedActions}
                action={partActions[part]}
                icon={<EditRegular />}
                approvalText={t('edit.button')}
                onAct={() => setEditing(part)}
              >
                {t('edit.button')}
              </ActionButton>
            }
          />
        </Tabs>
      )}
    </>
  );
}

function Part({ home, assignment, part, edit }: { home: RoleHome; assignment: Assignment; part: AssignmentPart; edit: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation(['roles', 'ui', 'partners']);
  const isOwn = useIsOwn(home);
  const format = useFormat();
  // Of Assigned admins each side changes one thing (D69); whose matter the rest is, is said and not offered.
  const theirs = assignment.builtIn && (isOwn ? part !== 'members' : part !== 'scope');
  const note = theirs ? t(`assignment.theirs.${part}`) : undefined;
  return (
    <div className={styles.stack}>
      {note !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      )}
      {part === 'members' && <MembersShown assignment={assignment} edit={theirs || !isOwn ? undefined : edit} />}
      {part === 'scope' && (
        <Surface title={t('tab.scope')} actions={theirs || (!isOwn && !assignment.builtIn) ? undefined : edit}>
          <p className={styles.text}>{t('assignment.rooms', { count: assignment.rooms })}</p>
          {assignment.roomsBeforeCut !== undefined && assignment.roomsBeforeCut > assignment.rooms && (
            <p className={styles.text}>{t('assignment.cut', { count: assignment.roomsBeforeCut })}</p>
          )}
          <ScopeList customer={home.customer} scope={assignment.scope} />
        </Surface>
      )}
      {part === 'label' && (
        <Surface title={t('tab.label')} actions={theirs || !isOwn ? undefined : edit}>
          <Facts
            items={[
              { name: t('column.assignment'), value: assignment.name },
              { name: t('column.notify'), value: t(assignment.notify ? 'assignment.notifyOn' : 'assignment.notifyOff') },
              { name: t('column.since'), value: format.exact(assignment.createdAt) },
            ]}
          />
        </Surface>
      )}
    </div>
  );
}

function Removal({ home, assignment, name }: { home: RoleHome; assignment: Assignment; name: string }) {
  const { t } = useTranslation(['roles', 'ui']);
  const { scope, nameOf } = usePageScope();
  const format = useFormat();
  const navigate = useNavigate();
  const removal = useRehearsed<Assignment>(useTouched(), (done) => {
    if ('waitsUntil' in done) return toast(t('ui:action.waits', { time: format.dateTime(done.waitsUntil) }), 'info');
    toast(t('assignment.deleted', { assignment: name }));
    void navigate({ to: paths.role(scope, home.partner, assignment.role), search: { tab: 'assignments' } });
  });
  // Assigned admins stands as long as its delegation (D68).
  if (assignment.builtIn) return null;
  return (
    <>
      <ActionButton
        actions={assignment.allowedActions}
        action="assignments.delete"
        approvalText={t('assignment.delete')}
        onAct={() => removal.look({ method: 'DELETE', path: assignmentPath(home, assignment.role, assignment.id) })}
      >
        {t('assignment.delete')}
      </ActionButton>
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('assignment.deleteTitle', { assignment: name })}
        verb={t('assignment.delete')}
        approver={findAction(assignment.allowedActions, 'assignments.delete')?.needsApproval === true ? nameOf(home.customer) : undefined}
      />
    </>
  );
}
