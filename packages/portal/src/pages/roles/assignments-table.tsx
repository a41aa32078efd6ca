import { makeStyles } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Assignment, Role } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRoleWord } from '../../ui/role-words.ts';
import type { Column } from '../../ui/table-columns.ts';
import type { RoleHome } from './role-home.ts';
import { useAssignments } from './role-queries.ts';

const useStyles = makeStyles({ bar: { display: 'flex', justifyContent: 'flex-end', marginBlockEnd: '12px', ':empty': { display: 'none' } } });

/** Who holds the role, over which rooms. */
export function AssignmentsTable({ home, role }: { home: RoleHome; role: Role }) {
  const styles = useStyles();
  const { t } = useTranslation(['roles', 'ui']);
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const format = useFormat();
  const word = useRoleWord();
  const list = useAssignments(home, role.id);
  const columns: Column<Assignment>[] = [
    { id: 'assignment', title: t('column.assignment'), width: { min: 200, grow: 2 }, cell: ({ name }) => word(name) },
    {
      id: 'members',
      title: t('column.members'),
      width: { min: 200, grow: 2 },
      rank: 2,
      cell: ({ memberNames }) => format.list(memberNames.slice(0, 3).map(({ name }) => name ?? t('gone'))) + (memberNames.length > 3 ? ' …' : ''),
    },
    {
      id: 'people',
      title: t('column.people'),
      width: { min: 120, grow: 0 },
      rank: 1,
      align: 'end',
      cell: ({ activePeople }) => format.number(activePeople),
    },
    { id: 'rooms', title: t('column.rooms'), width: { min: 120, grow: 0 }, align: 'end', cell: ({ rooms }) => format.number(rooms) },
    { id: 'notify', title: t('column.notify'), width: { min: 120, grow: 0 }, rank: 4, cell: ({ notify }) => t(notify ? 'ui:yes' : 'ui:no') },
    { id: 'since', title: t('column.since'), width: { min: 130, grow: 0 }, rank: 3, cell: ({ createdAt }) => format.date(createdAt) },
  ];
  const create = findAction(role.allowedActions, 'assignments.create');
  const toNew = paths.assignment(scope, home.partner, role.id, 'new');
  return (
    <>
      <div className={styles.bar}>
        {create?.allowed && list.rows.length > 0 && (
          <ActionButton
            actions={role.allowedActions}
            action="assignments.create"
            approvalText={t('assignment.new')}
            appearance="primary"
            icon={<AddRegular />}
            onAct={() => void navigate({ to: toNew })}
          >
            {t('assignment.new')}
          </ActionButton>
        )}
      </div>
      <DataTable
        label={t('tab.assignments')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: paths.assignment(scope, home.partner, role.id, id) })}
        empty={
          <EmptyState
            icon={<PeopleTeamRegular />}
            title={t('assignment.none')}
            text={t('assignment.noneText')}
            {...(create?.allowed ? { action: { text: t('assignment.new'), to: toNew } } : {})}
          />
        }
      />
    </>
  );
}
