import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { Role } from '../../api/shapes.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage, Trouble } from '../../shell/problem-page.tsx';
import { findAction } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useProblemWords } from '../../ui/problem-words.ts';
import { useRoleWord } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { AssignmentEditor } from './assignment-editor.tsx';
import { assignmentsPath, type RoleHome, useRoleCrumbs, useRoleHome } from './role-home.ts';
import { useRole } from './role-queries.ts';

/** Gives a role to people and groups over a scope (D28). */
export function NewAssignmentPage() {
  const home = useRoleHome();
  const id = usePathParam('role');
  return home === undefined ? <NotFoundPage /> : <NewIn home={home} id={id} />;
}

function NewIn({ home, id }: { home: RoleHome; id: string }) {
  const query = useRole(home, id);
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <NewOf home={home} role={query.data} />;
}

function NewOf({ home, role }: { home: RoleHome; role: Role }) {
  const { t } = useTranslation('roles');
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const word = useRoleWord();
  const name = role.builtIn ? word(role.id) : role.name;
  const toRole = paths.role(scope, home.partner, role.id);
  const problemWords = useProblemWords();
  const create = findAction(role.allowedActions, 'assignments.create');
  const back = (): void => void navigate({ to: toRole, search: { tab: 'assignments' } });
  return (
    <>
      <PageHeader
        title={t('assignment.newTitle', { role: name })}
        crumbs={[...useRoleCrumbs(home), { text: name, to: toRole, search: { tab: 'assignments' } }]}
        text={t('assignment.newText')}
      />
      {create?.allowed === true ? (
        <AssignmentEditor
          home={home}
          parts={['label', 'members', 'scope']}
          act={{ method: 'POST', path: assignmentsPath(home, role.id) }}
          question={t('assignment.confirmNew', { role: name })}
          needsApproval={create.needsApproval === true}
          onClose={back}
          onDone={(made) => (made === undefined ? back() : void navigate({ to: paths.assignment(scope, home.partner, role.id, made.id) }))}
        />
      ) : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('assignment.cannot', { reason: problemWords({ code: create?.reason ?? 'forbidden' }) })}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
