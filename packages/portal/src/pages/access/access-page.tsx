import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useCursorList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { PersonAccess } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink, useHref } from '../../app/link.tsx';
import { useOpenObject } from '../../app/open-object.ts';
import { saveFile } from '../../app/save-file.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DetailPanel, WithPanel } from '../../ui/detail-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { usePathRole } from './access-words.ts';
import { PersonAccessFacts } from './person-access.tsx';

/** Who can touch what at one's own organization, partners' people by name; as a file too (D48). */
export function AccessPage() {
  const { t } = useTranslation(['access', 'ui']);
  const { organization } = useMe();
  const { key } = usePageScope();
  const format = useFormat();
  const roleOf = usePathRole();
  const href = useHref();
  const { open, searchOf, close } = useOpenObject();
  const path = `/customers/${organization.id}/access`;
  const list = useCursorList<PersonAccess>(key('access'), path);
  const shown = list.rows.find(({ person }) => person.id === open?.id);
  const download = useWrite<{ format: 'csv' | 'jsonl' }, Blob>(
    async (query) => ({ kind: 'done', value: await api.file(`${path}/export`, { query }), location: null }),
    [],
    (answer) => answer.kind === 'done' && saveFile(`access-${organization.domain}.csv`, answer.value),
  );
  const columns: Column<PersonAccess>[] = [
    { id: 'person', title: t('column.person'), width: { min: 180, grow: 1 }, cell: ({ person }) => person.name },
    { id: 'organization', title: t('column.organization'), width: { min: 150, grow: 1 }, rank: 1, cell: ({ person }) => person.organization.name },
    {
      id: 'through',
      title: t('column.through'),
      width: { min: 200, grow: 2 },
      rank: 2,
      cell: ({ paths: ways }) => format.list([...new Set(ways.map(({ role }) => roleOf(role)))]),
    },
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
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <Button as="a" {...href(paths.explain())}>
              {t('explain.title')}
            </Button>
            <Button
              icon={<ArrowDownloadRegular />}
              disabledFocusable={download.pending}
              aria-busy={download.pending}
              onClick={() => download.run({ format: 'csv' })}
            >
              {t('download')}
            </Button>
          </>
        }
      />
      <ProblemBar problem={download.problem} />
      <WithPanel
        panel={
          shown && (
            <DetailPanel key={shown.person.id} title={shown.person.name} onClose={close}>
              <PersonAccessFacts access={shown} />
              <AppLink to={paths.explain()} search={{ f: [`customer:${organization.id}`, `actor:${shown.person.id}`] }}>
                {t('explain.link')}
              </AppLink>
            </DetailPanel>
          )
        }
      >
        <DataTable
          label={t('title')}
          list={list}
          columns={columns}
          rowKey={({ person }) => person.id}
          rowLink={({ person }) => ({ to: paths.access(), search: searchOf({ customer: organization.id, id: person.id }) })}
          empty={<EmptyState icon={<PersonKeyRegular />} title={t('empty.title')} text={t('empty.text')} />}
        />
      </WithPanel>
    </>
  );
}
