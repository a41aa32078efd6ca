import { Badge, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { User } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePathParam } from '../../app/use-page.ts';
import { customerScope, ownScope, paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Form } from '../../ui/form.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { useTerm } from '../../ui/term.ts';
import { AccessAtPlaces } from '../access/access-at-places.tsx';
import { useDirectoryPath, useDirectoryTouched, usePerson } from './directory-queries.ts';
import { type GivenRole, givenRoles, useDirectoryRoleWords } from './given-roles.ts';
import { stateOf } from './person-state.ts';
import { WayToSignIn } from './way-to-sign-in.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px', maxWidth: '860px' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '6px' },
  text: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  role: { display: 'grid', paddingInlineStart: '32px', marginBlockStart: '-4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** One person of the organization: disabling ends everything at once (D21), directory roles are given by Global Admins (D28, D67). */
export function PersonPage() {
  const id = usePathParam('user');
  const query = usePerson(id);
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown key={id} person={query.data} />;
}

function Shown({ person }: { person: User }) {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const path = `${useDirectoryPath()}/users/${person.id}`;
  const switching = useRehearsed<User>(useDirectoryTouched(), () =>
    toast(t(person.active ? 'person.disabled' : 'person.enabled', { name: person.name })),
  );
  const places = usePlacesOfAccess(person.id);
  const parts = places.length === 0 ? (['overview'] as const) : (['overview', 'access'] as const);
  const tabs = parts.map((id) => ({ id, title: t(`person.tab.${id}`) }));
  const tab = useTab(tabs);
  const state = stateOf(person);
  const verb = t(person.active ? 'person.disable' : 'person.enable', { name: person.name });
  return (
    <>
      <PageHeader
        title={person.name}
        crumbs={[{ text: t('people.title'), to: paths.people() }]}
        badge={
          state !== 'active' && (
            <Badge appearance="tint" color="warning">
              {t(`state.${state}`)}
            </Badge>
          )
        }
        actions={
          <ActionButton
            actions={person.allowedActions}
            action="users.update"
            onAct={() => switching.look({ method: 'PATCH', path, body: { active: !person.active } })}
          >
            {t(person.active ? 'person.disableButton' : 'person.enableButton')}
          </ActionButton>
        }
      />
      <Tabs label={person.name} tabs={tabs} shown={tab}>
        {tab === 'access' ? (
          <AccessAtPlaces places={places} person={person.id} none={{ title: t('person.noAccess'), text: t('person.noAccessText') }} />
        ) : (
          <div className={styles.stack}>
            <Surface title={t('person.about')}>
              <Facts
                items={[
                  { name: t('column.email'), value: person.email },
                  { name: t('column.state'), value: t(`state.${state}`) },
                ]}
              />
            </Surface>
            {state === 'notActivated' && <WayToSignIn person={person} path={path} />}
            <Roles person={person} path={path} />
          </div>
        )}
      </Tabs>
      <RehearsalDialog
        rehearsed={switching}
        shows="refusals"
        title={t(person.active ? 'person.disableTitle' : 'person.enableTitle', { name: person.name })}
        verb={verb}
      >
        <p className={styles.text}>{t(person.active ? 'person.disableText' : 'person.enableText')}</p>
      </RehearsalDialog>
    </>
  );
}

/** Where the reader may see who has access: at home, and at customers that gave it a role for that. */
function usePlacesOfAccess(person: string) {
  const { organization, customers } = useMe();
  const mayOpen = useMayOpen();
  return [
    ...(mayOpen(paths.personAccess(ownScope, person)) ? [organization] : []),
    ...customers.filter(({ id }) => mayOpen(paths.personAccess(customerScope(id), person))),
  ];
}

function Roles({ person, path }: { person: User; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const term = useTerm();
  const words = useDirectoryRoleWords();
  const { sides } = useMe();
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const setting = useRehearsed<User>(useDirectoryTouched(), () => {
    toast(t('ui:form.saved'));
    setChosen(undefined);
  });
  // Operators are of the platform's own organization.
  const offered = givenRoles.filter((role) => role !== 'operator' || person.roles.includes(role) || sides.includes('operator'));
  if (chosen === undefined)
    return (
      <Surface
        title={t('column.roles')}
        actions={
          <ActionButton
            actions={person.allowedActions}
            action="users.set_roles"
            icon={<EditRegular />}
            onAct={() => setChosen(new Set(person.roles))}
          >
            {t('person.editRoles')}
          </ActionButton>
        }
      >
        {person.roles.length === 0 ? (
          <p className={styles.text}>{t('person.noRoles')}</p>
        ) : (
          <ul className={styles.list}>
            {person.roles.map((role) => (
              <li key={role}>{term('role', role)}</li>
            ))}
          </ul>
        )}
      </Surface>
    );
  const toggle = (role: GivenRole): void => {
    const next = new Set(chosen);
    if (!next.delete(role)) next.add(role);
    setting.drop();
    setChosen(next);
  };
  return (
    <Surface title={t('column.roles')}>
      <Form
        problem={setting.refused}
        onSubmit={() => setting.look({ method: 'PUT', path: `${path}/roles`, body: { roles: givenRoles.filter((role) => chosen.has(role)) } })}
      >
        <ul className={styles.list}>
          {offered.map((role) => (
            <li key={role}>
              <Checkbox checked={chosen.has(role)} label={words(role).name} aria-describedby={`about-${role}`} onChange={() => toggle(role)} />
              <span id={`about-${role}`} className={styles.role}>
                <span className={styles.text}>{words(role).text}</span>
              </span>
            </li>
          ))}
        </ul>
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={setting.looking} aria-busy={setting.looking}>
            {t('ui:form.save')}
          </Button>
          <Button onClick={() => setChosen(undefined)}>{t('ui:form.cancel')}</Button>
        </div>
        <RehearsalDialog rehearsed={setting} shows="picture" title={t('person.rolesTitle', { name: person.name })} verb={t('ui:form.save')} />
      </Form>
    </Surface>
  );
}
