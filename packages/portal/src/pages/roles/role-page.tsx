import { Badge, Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { PermissionKey, Role } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useHref } from '../../app/link.tsx';
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
import { AssignmentsTable } from './assignments-table.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import { useAboutRole } from './permission-words.ts';
import { type RoleHome, rolePath, useIsOwn, useRoleCrumbs, useRoleHome, useTouched } from './role-home.ts';
import { useMatrix, useRole } from './role-queries.ts';

const useStyles = makeStyles({ note: { marginBlockEnd: '16px' } });

/** One role: what it is, what it lets its holders do, and who holds it where. */
export function RolePage() {
  const home = useRoleHome();
  const role = usePathParam('role');
  return home === undefined ? <NotFoundPage /> : <RoleOf key={role} home={home} id={role} />;
}

function RoleOf({ home, id }: { home: RoleHome; id: string }) {
  const query = useRole(home, id);
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown home={home} role={query.data} />;
}

function Shown({ home, role }: { home: RoleHome; role: Role }) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const word = useRoleWord();
  const about = useAboutRole()(role.id);
  const tabs = (['overview', 'permissions', 'assignments'] as const).map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  const name = role.builtIn ? word(role.id) : role.name;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={useRoleCrumbs(home)}
        badge={
          <Badge appearance="tint" color="informative">
            {t(role.builtIn ? 'kind.builtIn' : 'kind.custom')}
          </Badge>
        }
        actions={<RoleActions home={home} role={role} name={name} />}
      />
      {about !== undefined && (
        <MessageBar intent="info" layout="multiline" className={styles.note}>
          <MessageBarBody>{about}</MessageBarBody>
        </MessageBar>
      )}
      <Tabs label={name} tabs={tabs} shown={tab}>
        {tab === 'overview' && <Overview role={role} />}
        {tab === 'permissions' && <Permissions home={home} role={role} />}
        {tab === 'assignments' && <AssignmentsTable home={home} role={role} />}
      </Tabs>
    </>
  );
}

function RoleActions({ home, role, name }: { home: RoleHome; role: Role; name: string }) {
  const { t } = useTranslation(['roles', 'ui']);
  const { scope, nameOf } = usePageScope();
  const isOwn = useIsOwn(home);
  const href = useHref();
  const navigate = useNavigate();
  const format = useFormat();
  const matrix = useMatrix(home);
  const removal = useRehearsed<Role>(useTouched(), (done) => {
    if ('waitsUntil' in done) return toast(t('ui:action.waits', { time: format.dateTime(done.waitsUntil) }), 'info');
    toast(t('delete.done', { role: name }));
    void navigate({ to: paths.roles(scope), search: scope.side === 'org' && home.partner !== null ? { tab: 'partner' } : {} });
  });
  const remove = findAction(role.allowedActions, 'roles.delete');
  const mayMake = findAction(matrix.data?.allowedActions ?? [], 'roles.create')?.allowed === true;
  return (
    <>
      {/* A partner's roles are its own to make and change; the customer takes them back (D26, D30). */}
      {isOwn && !role.builtIn && (
        <ActionButton
          actions={role.allowedActions}
          action="roles.update"
          approvalText={t('edit.button')}
          onAct={() => void navigate({ to: paths.roleEdit(scope, home.partner, role.id) })}
        >
          {t('edit.button')}
        </ActionButton>
      )}
      {mayMake && (
        <Button as="a" {...href(paths.role(scope, home.partner, 'new'), { open: role.id })}>
          {t('clone.button')}
        </Button>
      )}
      {!role.builtIn && (
        <ActionButton
          actions={role.allowedActions}
          action="roles.delete"
          approvalText={t('delete.button')}
          onAct={() => removal.look({ method: 'DELETE', path: rolePath(home, role.id) })}
        >
          {t('delete.button')}
        </ActionButton>
      )}
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('delete.title', { role: name })}
        verb={t('delete.verb', { role: name })}
        approver={remove?.needsApproval === true ? nameOf(home.customer) : undefined}
        {...(role.assignments > 0 ? { typedName: name } : {})}
      >
        <p>{t('delete.text', { count: role.assignments })}</p>
      </RehearsalDialog>
    </>
  );
}

function Overview({ role }: { role: Role }) {
  const { t } = useTranslation('roles');
  const format = useFormat();
  return (
    <Surface title={t('tab.overview')}>
      <Facts
        items={[
          { name: t('column.kind'), value: t(role.builtIn ? 'kind.builtIn' : 'kind.custom') },
          { name: t('column.permissions'), value: format.number(role.permissions.length) },
          ...(role.notOffered.length > 0 ? [{ name: t('notOfferedYet'), value: format.number(role.notOffered.length) }] : []),
          { name: t('column.assignments'), value: format.number(role.assignments) },
          { name: t('column.people'), value: format.number(role.people) },
        ]}
      />
    </Surface>
  );
}

function Permissions({ home, role }: { home: RoleHome; role: Role }) {
  const { t } = useTranslation('roles');
  const matrix = useMatrix(home);
  if (matrix.isError) return <Trouble facts={factsOf(matrix.error)} onRetry={() => void matrix.refetch()} />;
  return (
    <Surface title={t('tab.permissions')}>
      {matrix.data === undefined ? (
        <SkeletonBar />
      ) : (
        <PermissionMatrix
          cells={matrix.data.matrix}
          chosen={new Set<PermissionKey>(role.permissions)}
          holders={home.partner === null ? 'own' : 'partner'}
        />
      )}
    </Surface>
  );
}
