import { Badge, makeStyles, MessageBar, MessageBarBody, Switch, tokens } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { PersonMailRegular } from '@fluentui/react-icons/svg/person-mail';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { meQuery, useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { AllowedAction, Organization, Page, TenantManager } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink } from '../../app/link.tsx';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { NameMember } from './name-member.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px', maxWidth: '960px' },
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
});

type TenantManagers = Page<TenantManager> & { tenantManagersBy: Organization['tenantManagersBy']; allowedActions: readonly AllowedAction[] };
const key = ['me', 'tenant-managers'];

/** Who sees and answers invitations for the organization, and who names them (D19). */
export function TenantManagersPage() {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const { organization } = useMe();
  const [adding, setAdding] = useState(false);
  const path = `/organizations/${organization.id}/tenant-managers`;
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<TenantManagers>(path, { query: { limit: 200 }, signal }) });
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  const list = query.data;
  return (
    <>
      <PageHeader
        title={t('tenantManagers.title')}
        text={t('tenantManagers.text')}
        actions={
          list && (
            <ActionButton
              actions={list.allowedActions}
              action="tenant_managers.add"
              appearance="primary"
              icon={<PersonAddRegular />}
              onAct={() => setAdding(true)}
            >
              {t('tenantManagers.add')}
            </ActionButton>
          )
        }
      />
      {list === undefined ? (
        <SkeletonBar />
      ) : (
        <div className={styles.stack}>
          {adding && <AddOne path={path} onClose={() => setAdding(false)} />}
          <Managers list={list} path={path} />
          <Lacking list={list} />
          <WhoNames />
        </div>
      )}
    </>
  );
}

function AddOne({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useTranslation('directory');
  return (
    <Surface title={t('tenantManagers.add')}>
      <NameMember
        path={path}
        touches={[key, meQuery.queryKey]}
        words={{
          who: t('tenantManagers.who'),
          hint: t('tenantManagers.hint'),
          next: t('add'),
          verb: t('add'),
          confirm: (name) => t('tenantManagers.confirm', { name }),
          done: (name) => t('tenantManagers.added', { name }),
        }}
        onClose={onClose}
      />
    </Surface>
  );
}

function Managers({ list, path }: { list: TenantManagers; path: string }) {
  const { t } = useTranslation('directory');
  const format = useFormat();
  const [leaving, setLeaving] = useState<TenantManager>();
  const removal = useRehearsed<undefined>([key, meQuery.queryKey], () => toast(t('tenantManagers.removed', { name: leaving?.name ?? '' })));
  if (list.items.length === 0)
    return <EmptyState icon={<PersonMailRegular />} title={t('tenantManagers.none')} text={t('tenantManagers.noneText')} />;
  return (
    <Surface>
      <PlainTable
        label={t('tenantManagers.title')}
        rows={list.items}
        rowKey={({ member }) => member.id}
        columns={[
          { id: 'name', title: t('column.name'), cell: ({ name }) => name },
          {
            id: 'kind',
            title: t('column.kind'),
            cell: ({ member, activePeople }) => (
              <>
                {member.type === 'user' ? t('kind.person') : t('kind.groupOf', { count: activePeople })}{' '}
                {activePeople === 0 && (
                  <Badge appearance="tint" color="warning">
                    {t('nobodyActive')}
                  </Badge>
                )}
              </>
            ),
          },
          { id: 'by', title: t('column.addedBy'), cell: ({ addedBy }) => addedBy?.name ?? t('fromStart') },
          { id: 'at', title: t('column.addedAt'), cell: ({ addedAt }) => format.date(addedAt) },
          {
            id: 'actions',
            title: t('column.actions'),
            align: 'end',
            cell: (row) => (
              <ActionButton
                actions={row.allowedActions}
                action="tenant_managers.remove"
                size="small"
                onAct={() => {
                  setLeaving(row);
                  removal.look({ method: 'DELETE', path: `${path}/${row.member.type}/${row.member.id}` });
                }}
              >
                {t('remove')}
              </ActionButton>
            ),
          },
        ]}
      />
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('tenantManagers.removeTitle', { name: leaving?.name ?? '' })}
        verb={t('tenantManagers.removeVerb', { name: leaving?.name ?? '' })}
      />
    </Surface>
  );
}

/** Who cannot name Tenant Managers is told who can; that role is given under My organization, never here (D67). */
function Lacking({ list }: { list: TenantManagers }) {
  const { t } = useTranslation('directory');
  const { pages } = useMe();
  const may = findAction(list.allowedActions, 'tenant_managers.add')?.allowed === true;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {may ? t('tenantManagers.msa') : t(`tenantManagers.lacking.${list.tenantManagersBy}`)}{' '}
        {pages.includes(paths.directoryRoles()) && (
          <AppLink look="inline" to={paths.directoryRoles()}>
            {t('tenantManagers.toRoles')}
          </AppLink>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

/** The setting that leaves Global Admins out (D19). */
function WhoNames() {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const me = useMe();
  const path = `/organizations/${me.organization.id}`;
  const own = [...key, 'setting'];
  const { data } = useQuery({ queryKey: own, queryFn: ({ signal }) => api.get<Organization>(path, { signal }) });
  const save = useWrite(
    (tenantManagersBy: Organization['tenantManagersBy'], idempotencyKey) =>
      api.send<Organization>('PATCH', path, { body: { tenantManagersBy }, ...(data === undefined ? {} : { ifMatch: data.version }), idempotencyKey }),
    [key],
    () => toast(t('ui:form.saved')),
  );
  if (data === undefined) return null;
  const may = findAction(data.allowedActions, 'organizations.update')?.allowed === true;
  const restricted = data.tenantManagersBy === 'managed-service-admins';
  return (
    <Surface title={t('tenantManagers.setting')}>
      <Switch
        checked={restricted}
        disabled={!may || save.pending}
        label={t('tenantManagers.restricted')}
        onChange={(_, { checked }) => save.run(checked ? 'managed-service-admins' : 'administrators')}
      />
      <p className={styles.text}>{t('tenantManagers.restrictedText')}</p>
      <ProblemBar problem={save.problem} />
    </Surface>
  );
}
