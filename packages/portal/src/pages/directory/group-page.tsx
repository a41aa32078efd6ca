import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { Group } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { AppLink } from '../../app/link.tsx';
import { usePathParam } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Form } from '../../ui/form.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { type Candidate, MemberPicker } from '../tenants/member-picker.tsx';
import { useDirectoryPath, useDirectoryTouched, useGroup } from './directory-queries.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px', maxWidth: '960px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

type MemberName = NonNullable<Group['memberNames']>[number];
/** So many members stand in the table; more are counted. */
const mostNamed = 500;

/** One security group: its direct members, people and groups; each change shows first what it gives or takes (D28, D53). */
export function GroupPage() {
  const id = usePathParam('group');
  const query = useGroup(id);
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown key={id} group={query.data} />;
}

function Shown({ group }: { group: Group }) {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const navigate = useNavigate();
  const path = `${useDirectoryPath()}/groups/${group.id}`;
  const [adding, setAdding] = useState(false);
  const removal = useRehearsed<undefined>(useDirectoryTouched(), () => {
    toast(t('groups.deleted', { group: group.name }));
    void navigate({ to: paths.groups() });
  });
  return (
    <>
      <PageHeader
        title={group.name}
        crumbs={[{ text: t('groups.title'), to: paths.groups() }]}
        text={t('groups.people', { count: group.activePeople })}
        actions={
          <>
            <ActionButton
              actions={group.allowedActions}
              action="group_members.add"
              appearance="primary"
              icon={<PersonAddRegular />}
              onAct={() => setAdding(true)}
            >
              {t('groups.addMembers')}
            </ActionButton>
            <ActionButton actions={group.allowedActions} action="groups.delete" onAct={() => removal.look({ method: 'DELETE', path })}>
              {t('groups.delete')}
            </ActionButton>
          </>
        }
      />
      <div className={styles.stack}>
        {adding && <AddMembers path={path} onClose={() => setAdding(false)} />}
        <Members group={group} path={path} />
      </div>
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('groups.deleteTitle', { group: group.name })}
        verb={t('groups.deleteVerb', { group: group.name })}
        typedName={group.name}
      >
        <p className={styles.quiet}>{t('groups.deleteText')}</p>
      </RehearsalDialog>
    </>
  );
}

function AddMembers({ path, onClose }: { path: string; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const adding = useRehearsed<Group>(useDirectoryTouched(), () => {
    toast(t('ui:form.saved'));
    onClose();
  });
  return (
    <Surface title={t('groups.addMembers')}>
      <Form
        problem={adding.refused}
        onSubmit={() =>
          chosen.length > 0 && adding.look({ method: 'POST', path: `${path}/members`, body: { members: chosen.map(({ member }) => member) } })
        }
      >
        <MemberPicker
          pointer="/members"
          label={t('groups.newMembers')}
          hint={t('groups.newMembersHint')}
          required="required"
          chosen={chosen}
          onChange={(next) => {
            adding.drop();
            setChosen(next);
          }}
        />
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={chosen.length === 0 || adding.looking} aria-busy={adding.looking}>
            {t('add')}
          </Button>
          <Button onClick={onClose}>{t('ui:form.cancel')}</Button>
        </div>
        <RehearsalDialog rehearsed={adding} shows="picture" title={t('groups.addTitle', { count: chosen.length })} verb={t('add')} />
      </Form>
    </Surface>
  );
}

function Members({ group, path }: { group: Group; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const [leaving, setLeaving] = useState<MemberName>();
  const removal = useRehearsed<Group>(useDirectoryTouched(), () => toast(t('ui:form.saved')));
  const { memberNames = [] } = group;
  return (
    <Surface title={t('column.members')}>
      {memberNames.length === 0 ? (
        <p className={styles.quiet}>{t('groups.empty')}</p>
      ) : (
        <PlainTable
          label={t('column.members')}
          rows={memberNames.slice(0, mostNamed)}
          rowKey={({ id }) => id}
          columns={[
            {
              id: 'name',
              title: t('column.name'),
              cell: ({ type, id, name, active }) => (
                <>
                  <AppLink look="quiet" to={type === 'user' ? paths.person(id) : paths.group(id)}>
                    {name}
                  </AppLink>{' '}
                  {!active && type === 'user' && (
                    <Badge appearance="tint" color="warning">
                      {t('state.disabled')}
                    </Badge>
                  )}
                </>
              ),
            },
            { id: 'kind', title: t('column.kind'), cell: ({ type }) => t(type === 'user' ? 'kind.person' : 'kind.group') },
            {
              id: 'actions',
              title: t('column.actions'),
              align: 'end',
              cell: (member) => (
                <ActionButton
                  actions={group.allowedActions}
                  action="group_members.remove"
                  size="small"
                  onAct={() => {
                    setLeaving(member);
                    removal.look({ method: 'DELETE', path: `${path}/members/${member.type}/${member.id}` });
                  }}
                >
                  {t('remove')}
                </ActionButton>
              ),
            },
          ]}
        />
      )}
      {memberNames.length > mostNamed && <p className={styles.quiet}>{t('groups.moreMembers', { count: memberNames.length - mostNamed })}</p>}
      <RehearsalDialog
        rehearsed={removal}
        shows="refusals"
        title={t('groups.removeTitle', { name: leaving?.name ?? '', group: group.name })}
        verb={t('groups.removeVerb', { name: leaving?.name ?? '' })}
      />
    </Surface>
  );
}
