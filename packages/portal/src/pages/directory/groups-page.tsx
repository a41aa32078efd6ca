import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { Group } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { useSearchState } from '../../app/search.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useDirectoryKey, useDirectoryPath } from './directory-queries.ts';

/** Security groups of one's own organization; whoever is in one holds what is assigned to it (D15). */
export function GroupsPage() {
  const { t } = useTranslation('directory');
  const format = useFormat();
  const href = useHref();
  const path = useDirectoryPath();
  const key = useDirectoryKey();
  const [search] = useSearchState();
  const clearFilters = useClearFilters();
  const mayMake = useMe().pages.includes(paths.groupNew());
  const list = useCursorList<Group>(key('groups'), `${path}/groups`, { q: search.q });
  const columns: Column<Group>[] = [
    { id: 'name', title: t('column.group'), width: { min: 200, grow: 2 }, cell: ({ name }) => name },
    {
      id: 'members',
      title: t('column.members'),
      width: { min: 140, grow: 0 },
      rank: 1,
      align: 'end',
      cell: ({ members }) => format.number(members.length),
    },
    { id: 'people', title: t('column.people'), width: { min: 180, grow: 0 }, align: 'end', cell: ({ activePeople }) => format.number(activePeople) },
  ];
  return (
    <>
      <PageHeader
        title={t('groups.title')}
        text={t('groups.text')}
        actions={
          mayMake && (
            <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.groupNew())}>
              {t('groups.new')}
            </Button>
          )
        }
      />
      <FilterBar filters={[]} />
      <DataTable
        label={t('groups.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: paths.group(id) })}
        clearFilters={clearFilters}
        empty={
          <EmptyState
            icon={<PeopleTeamRegular />}
            title={t('groups.none')}
            text={t('groups.noneText')}
            {...(mayMake ? { action: { text: t('groups.new'), to: paths.groupNew() } } : {})}
          />
        }
      />
    </>
  );
}
