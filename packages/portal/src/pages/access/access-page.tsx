import { Button } from '@fluentui/react-components';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { PersonAccess } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { useOpenObject } from '../../app/open-object.ts';
import { useSearchState } from '../../app/search.ts';
import { useOffered } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { ownScope, paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DetailPanel, WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { ExportAccess } from './export-access.tsx';
import { PersonAccessFacts } from './person-access.tsx';
import { PersonLinks } from './person-link.tsx';
import { useThroughColumn } from './rights.tsx';
import { RoomsTab } from './rooms-tab.tsx';

/** Who can touch what at one's own organization, by person or by room, partners' people by name; as a file too (D48). */
export function AccessPage() {
  const { t } = useTranslation('access');
  const { organization } = useMe();
  const offered = useOffered();
  const href = useHref();
  const parts = offered('rooms') ? (['people', 'rooms'] as const) : (['people'] as const);
  const tabs = parts.map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  const [{ q }] = useSearchState();
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <Button as="a" {...href(paths.explain())}>
              {t('explain.title')}
            </Button>
            <ExportAccess
              path={`/customers/${organization.id}/access/export`}
              q={tab === 'rooms' ? undefined : q}
              name={`access-${organization.domain}`}
            />
          </>
        }
      />
      <Tabs label={t('title')} tabs={tabs} shown={tab}>
        {tab === 'rooms' ? <RoomsTab /> : <PeopleTab />}
      </Tabs>
    </>
  );
}

function PeopleTab() {
  const { t } = useTranslation('access');
  const { organization } = useMe();
  const { key } = usePageScope();
  const format = useFormat();
  const [{ q }] = useSearchState();
  const clearFilters = useClearFilters();
  const { open, searchOf, close } = useOpenObject();
  const list = useCursorList<PersonAccess>(key('access'), `/customers/${organization.id}/access`, { q });
  const shown = list.rows.find(({ person }) => person.id === open?.id);
  const columns: Column<PersonAccess>[] = [
    { id: 'person', title: t('column.person'), width: { min: 180, grow: 1 }, cell: ({ person }) => person.name },
    { id: 'organization', title: t('column.organization'), width: { min: 150, grow: 1 }, rank: 1, cell: ({ person }) => person.organization.name },
    useThroughColumn(),
    {
      id: 'permissions',
      title: t('column.permissions'),
      width: { min: 140, grow: 0 },
      rank: 3,
      align: 'end',
      cell: ({ permissions }) => format.number(permissions.length),
    },
    { id: 'rooms', title: t('column.rooms'), width: { min: 140, grow: 0 }, align: 'end', cell: ({ rooms }) => format.number(rooms) },
  ];
  return (
    <WithPanel
      panel={
        shown && (
          <DetailPanel key={shown.person.id} title={shown.person.name} onClose={close}>
            <PersonAccessFacts access={shown} />
            <PersonLinks scope={ownScope} customer={organization.id} person={shown.person} />
          </DetailPanel>
        )
      }
    >
      <FilterBar filters={[]} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={({ person }) => person.id}
        rowLink={({ person }) => ({ to: paths.access(), search: searchOf({ customer: organization.id, id: person.id }) })}
        clearFilters={clearFilters}
        empty={<EmptyState icon={<PersonKeyRegular />} title={t('empty.title')} text={t('empty.text')} />}
      />
    </WithPanel>
  );
}
