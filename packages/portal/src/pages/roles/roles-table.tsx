import { ShieldKeyholeRegular } from '@fluentui/react-icons/svg/shield-keyhole';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRoleWord } from '../../ui/role-words.ts';
import type { Column } from '../../ui/table-columns.ts';
import type { RoleHome } from './role-home.ts';
import { useRoles } from './role-queries.ts';

/** The roles of one side at one customer, the built-in ones first; the other side's never among them (D27). */
export function RolesTable({ home }: { home: RoleHome }) {
  const { t } = useTranslation('roles');
  const { scope } = usePageScope();
  const format = useFormat();
  const word = useRoleWord();
  const list = useRoles(home);
  const columns: Column<Role>[] = [
    { id: 'role', title: t('column.role'), width: { min: 190, grow: 2 }, cell: ({ name, builtIn, id }) => word(builtIn ? id : name) },
    {
      id: 'kind',
      title: t('column.kind'),
      width: { min: 150, grow: 1 },
      rank: 2,
      cell: ({ builtIn }) => t(builtIn ? 'kind.builtIn' : 'kind.custom'),
    },
    {
      id: 'permissions',
      title: t('column.permissions'),
      width: { min: 130, grow: 0 },
      rank: 3,
      align: 'end',
      cell: ({ permissions }) => format.number(permissions.length),
    },
    {
      id: 'assignments',
      title: t('column.assignments'),
      width: { min: 130, grow: 0 },
      rank: 1,
      align: 'end',
      cell: ({ assignments }) => format.number(assignments),
    },
    { id: 'people', title: t('column.people'), width: { min: 120, grow: 0 }, align: 'end', cell: ({ people }) => format.number(people) },
  ];
  return (
    <DataTable
      label={t('title')}
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: paths.role(scope, home.partner, id) })}
      empty={<EmptyState icon={<ShieldKeyholeRegular />} title={t('none.title')} text={t('none.text')} />}
    />
  );
}
