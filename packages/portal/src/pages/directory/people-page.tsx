import { Button } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import type { User } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useTerm } from '../../ui/term.ts';
import { widthFor } from '../../ui/text-width.ts';
import { useDirectoryKey, useDirectoryPath } from './directory-queries.ts';
import { givenRoles } from './given-roles.ts';
import { stateOf } from './person-state.ts';

/** People of one's own organization, with the directory roles given to themselves. */
export function PeoplePage() {
  const { t } = useTranslation('directory');
  const format = useFormat();
  const term = useTerm();
  const path = useDirectoryPath();
  const key = useDirectoryKey();
  const href = useHref();
  const mayAdd = useMayOpen()(paths.personNew());
  const [search] = useSearchState();
  const clearFilters = useClearFilters();
  const { state, role } = filtersOf(search);
  const list = useCursorList<User>(key('users'), `${path}/users`, {
    q: search.q,
    role,
    active: state === undefined ? undefined : state === 'active',
  });
  const columns: Column<User>[] = [
    { id: 'name', title: t('column.name'), width: { min: 180, grow: 2 }, cell: ({ name }) => name },
    { id: 'email', title: t('column.email'), width: { min: 220, grow: 2 }, rank: 2, cell: ({ email }) => email },
    {
      id: 'roles',
      title: t('column.roles'),
      width: { min: 200, grow: 2 },
      rank: 1,
      cell: ({ roles }) => (roles.length === 0 ? '–' : format.list(roles.map((one) => term('role', one)))),
    },
    {
      id: 'state',
      title: t('column.state'),
      width: widthFor([t('column.state'), ...(['active', 'notActivated', 'disabled'] as const).map((state) => t(`state.${state}`))]),
      cell: (person) => t(`state.${stateOf(person)}`),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('people.title')}
        text={t('people.text')}
        actions={
          mayAdd && (
            <Button as="a" appearance="primary" icon={<PersonAddRegular />} {...href(paths.personNew())}>
              {t('people.new')}
            </Button>
          )
        }
      />
      <FilterBar
        filters={[
          { name: 'role', label: t('column.roles'), options: givenRoles.map((value) => ({ value, text: term('role', value) })) },
          {
            name: 'state',
            label: t('column.state'),
            options: (['active', 'disabled'] as const).map((value) => ({ value, text: t(`state.${value}`) })),
          },
        ]}
      />
      <DataTable
        label={t('people.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: paths.person(id) })}
        clearFilters={clearFilters}
        empty={<EmptyState icon={<PeopleRegular />} title={t('people.none')} text={t('people.noneText')} />}
      />
    </>
  );
}
