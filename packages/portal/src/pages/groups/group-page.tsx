import { makeStyles } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { RoomGroup } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useEditTab } from '../../app/use-edit-tab.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ObjectPage } from '../../shell/object-page.tsx';
import { NotFoundPage } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { RoomsOf } from '../rooms/rooms-of.tsx';
import { EditGroup } from './edit-group.tsx';
import { groupPath, useTouchedByGroup } from './group-paths.ts';
import { UsedBy } from './used-by.tsx';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: '20px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
    alignItems: 'start',
    marginBlockEnd: '20px',
  },
});

/** One room group: its rooms, and what names it in its scope. */
export function GroupPage() {
  const { customer } = usePageScope();
  const id = usePathParam('group');
  return customer === undefined ? <NotFoundPage /> : <GroupOf key={id} customer={customer} id={id} />;
}

function GroupOf({ customer, id }: { customer: string; id: string }) {
  const { t } = useTranslation('groups');
  const { scope, key } = usePageScope();
  const { editing, edit, close } = useEditTab();
  const query = useQuery({
    queryKey: key('room-groups', 'one', id),
    queryFn: ({ signal }) => api.get<RoomGroup>(groupPath(customer, id), { signal }),
  });
  const crumbs = [{ text: t('title'), to: paths.roomGroups(scope) }];
  return (
    <ObjectPage query={query} title={t('group')} crumbs={crumbs}>
      {(group) =>
        editing ? (
          <>
            <PageHeader title={t('edit.title', { group: group.name })} crumbs={[...crumbs, { text: group.name, to: paths.roomGroup(scope, id) }]} />
            <EditGroup group={group} onClose={close} />
          </>
        ) : (
          <Shown group={group} onEdit={edit} />
        )
      }
    </ObjectPage>
  );
}

function Shown({ group, onEdit }: { group: RoomGroup; onEdit: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['groups', 'ui']);
  const { scope } = usePageScope();
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={group.name}
        crumbs={[{ text: t('title'), to: paths.roomGroups(scope) }]}
        actions={
          <>
            <ActionButton actions={group.allowedActions} action="groups.modify" icon={<EditRegular />} onAct={onEdit}>
              {t('edit.button')}
            </ActionButton>
            <Removal group={group} />
          </>
        }
      />
      <div className={styles.grid}>
        <Surface title={t('about')}>
          <Facts
            items={[
              ...(scope.side === 'partner' ? [{ name: t('ui:list.customer'), value: group.customerName }] : []),
              { name: scope.side === 'partner' ? t('column.roomsSeen') : t('column.rooms'), value: format.number(group.rooms) },
              { name: t('column.changed'), value: <RelativeTime at={group.changedAt} /> },
              ...(group.changedBy === undefined ? [] : [{ name: t('column.by'), value: group.changedBy.name }]),
            ]}
          />
        </Surface>
        <UsedBy group={group} />
      </div>
      <RoomsOf
        path={`${groupPath(group.customer, group.id)}/rooms`}
        label={t('roomsOf', { group: group.name })}
        emptyTitle={t('noRooms.title')}
        emptyText={t('noRooms.text')}
      />
    </>
  );
}

function Removal({ group }: { group: RoomGroup }) {
  const { t } = useTranslation(['groups', 'ui']);
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const removal = useRehearsed<RoomGroup>(useTouchedByGroup(), () => {
    toast(t('delete.done', { group: group.name }));
    void navigate({ to: paths.roomGroups(scope) });
  });
  return (
    <>
      <ActionButton
        actions={group.allowedActions}
        action="groups.modify"
        onAct={() => removal.look({ method: 'DELETE', path: groupPath(group.customer, group.id) })}
      >
        {t('delete.button')}
      </ActionButton>
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('delete.title', { group: group.name })}
        verb={t('delete.verb', { group: group.name })}
        typedName={group.name}
      >
        <span>{t('delete.text')}</span>
      </RehearsalDialog>
    </>
  );
}
