import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Room } from '../../api/shapes.ts';
import { useSearchState } from '../../app/search.ts';
import { useEditTab } from '../../app/use-edit-tab.ts';
import { useOffered } from '../../app/use-offered.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { ObjectPage } from '../../shell/object-page.tsx';
import { NotFoundPage } from '../../shell/problem-page.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WaitingChip } from '../../ui/waiting-chip.tsx';
import { usePendingChanges } from '../changes/use-pending-changes.ts';
import { RoomAccessTab } from '../access/room-access-tab.tsx';
import { EditRoom } from './edit-room.tsx';
import { RoomAudit } from './room-audit.tsx';
import { RoomIncidents } from './room-incidents.tsx';
import { RoomKey } from './room-key.tsx';
import { RoomOverview } from './room-overview.tsx';

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginBlockEnd: '20px', marginInlineStart: '-10px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
});

/** One room: whose data it is comes from the address alone. */
export function RoomPage() {
  const { customer } = usePageScope();
  const id = usePathParam('room');
  return customer === undefined ? <NotFoundPage /> : <RoomOf customer={customer} id={id} />;
}

function RoomOf({ customer, id }: { customer: string; id: string }) {
  const { t } = useTranslation('rooms');
  const { scope, key } = usePageScope();
  const { editing, edit, close } = useEditTab();
  const query = useQuery({
    queryKey: key('room', id),
    queryFn: ({ signal }) => api.get<Room>(`/customers/${customer}/rooms/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 30_000,
  });
  const crumbs = [{ text: t('title'), to: paths.rooms(scope) }];
  return (
    <ObjectPage query={query} title={t('room')} crumbs={crumbs}>
      {(room) =>
        editing ? (
          <>
            <PageHeader title={t('edit.title', { room: room.name })} crumbs={[...crumbs, { text: room.name, to: paths.room(scope, id) }]} />
            <EditRoom room={room} onClose={close} />
          </>
        ) : (
          <Shown room={room} onEdit={edit} />
        )
      }
    </ObjectPage>
  );
}

function Shown({ room, onEdit }: { room: Room; onEdit: () => void }) {
  const { t } = useTranslation('rooms');
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const waiting = usePendingChanges(room.id);
  return (
    <>
      <PageHeader
        title={room.name}
        crumbs={[{ text: t('title'), to: paths.rooms(scope) }]}
        badge={
          <>
            <StatusBadge kind="health" value={room.health} />
            {waiting.length > 0 && <WaitingChip customerName={room.customerName} />}
          </>
        }
        actions={
          <>
            <ActionButton
              actions={room.allowedActions}
              action="reports.create_incident"
              approvalText={t('action.record')}
              onAct={() => void navigate({ to: paths.incidentNew(scope), search: { f: [`room:${room.id}`] } })}
            >
              {t('action.record')}
            </ActionButton>
            <ActionButton actions={room.allowedActions} action="rooms.modify" icon={<EditRegular />} approvalText={t('action.edit')} onAct={onEdit}>
              {t('action.edit')}
            </ActionButton>
          </>
        }
      />
      <RoomTabs room={room} waiting={waiting} />
    </>
  );
}

function RoomTabs({ room, waiting }: { room: Room; waiting: ReturnType<typeof usePendingChanges> }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const offered = useOffered();
  const [search, setSearch] = useSearchState();
  // Parts that belong to another area need that area's View; without it they are absent (D71).
  const tabs: { id: string; title: string; content: () => ReactNode }[] = [
    { id: 'overview', title: t('tab.overview'), content: () => <RoomOverview room={room} waiting={waiting} /> },
    ...(offered('incidents') ? [{ id: 'incidents', title: t('tab.incidents'), content: () => <RoomIncidents room={room} /> }] : []),
    { id: 'key', title: t('tab.key'), content: () => <RoomKey room={room} /> },
    ...(offered('roles') ? [{ id: 'access', title: t('tab.access'), content: () => <RoomAccessTab room={room} /> }] : []),
    ...(offered('audit') ? [{ id: 'audit', title: t('tab.audit'), content: () => <RoomAudit room={room} /> }] : []),
  ];
  const current = tabs.find(({ id }) => id === search.tab) ?? tabs[0];
  if (!current) return null;
  return (
    <>
      <TabList
        className={styles.tabs}
        selectedValue={current.id}
        onTabSelect={(_, { value }) => setSearch({ tab: value === 'overview' ? undefined : String(value), open: undefined })}
        aria-label={room.name}
      >
        {tabs.map(({ id, title }) => (
          <Tab key={id} value={id} id={`tab-${id}`} {...(id === current.id ? { 'aria-controls': `panel-${id}` } : {})}>
            {title}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`panel-${current.id}`} aria-labelledby={`tab-${current.id}`}>
        {current.content()}
      </div>
    </>
  );
}
