import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Surface } from '../../ui/surface.tsx';
import { PersonLink } from '../access/person-link.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '8px' },
  member: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center', overflowWrap: 'anywhere' },
  icon: { display: 'inline-flex', fontSize: '18px', color: tokens.colorNeutralForeground3 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** So many people stand by name; of more the number. */
const mostNamed = 200;

/** The members as they were chosen, and everybody behind them by name (D30). */
export function MembersShown({ assignment, edit }: { assignment: Assignment; edit: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation(['roles', 'ui']);
  const { scope } = usePageScope();
  const { memberNames, people = [], activePeople } = assignment;
  return (
    <>
      <Surface title={t('tab.members')} actions={edit}>
        {memberNames.length === 0 ? (
          <p className={styles.quiet}>{t('assignment.noMembers')}</p>
        ) : (
          <ul className={styles.list}>
            {memberNames.map(({ type, id, name, state }) => (
              <li key={id} className={styles.member}>
                <span className={styles.icon}>{type === 'group' ? <PeopleTeamRegular aria-hidden /> : <PersonRegular aria-hidden />}</span>
                {name ?? t('gone')}
                {type === 'group' && <span className={styles.quiet}>{t('group')}</span>}
                {state !== 'active' && (
                  <Badge appearance="tint" color="warning">
                    {t(`state.${state}`)}
                  </Badge>
                )}
              </li>
            ))}
          </ul>
        )}
      </Surface>
      <Surface title={t('assignment.people', { count: activePeople })}>
        {people.length === 0 ? (
          <p className={styles.quiet}>{t('assignment.nobody')}</p>
        ) : (
          <PlainTable
            label={t('column.people')}
            rows={people.slice(0, mostNamed)}
            rowKey={({ person }) => person.id}
            columns={[
              {
                id: 'person',
                title: t('column.person'),
                cell: ({ person, active }) => (
                  <>
                    <PersonLink scope={scope} person={person} />{' '}
                    {!active && (
                      <Badge appearance="tint" color="warning">
                        {t('state.disabled')}
                      </Badge>
                    )}
                  </>
                ),
              },
              { id: 'through', title: t('column.through'), cell: ({ through }) => (through.length === 0 ? t('directly') : through.join(' → ')) },
            ]}
          />
        )}
        {people.length > mostNamed && <p className={styles.quiet}>{t('ui:effects.more', { count: people.length - mostNamed })}</p>}
      </Surface>
    </>
  );
}
