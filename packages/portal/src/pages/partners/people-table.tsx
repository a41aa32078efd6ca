import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import type { Scope } from '../../paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useRoleWords } from '../../ui/role-words.ts';
import { Surface } from '../../ui/surface.tsx';
import { PersonLink } from '../access/person-link.tsx';

type People = NonNullable<Delegation['people']>;

/** Everybody behind a delegation, by name and by the way they hold it (D30). @param scope where the page of each one's access is */
export function PeopleTable({ people, scope }: { people: People; scope: Scope }) {
  const { t } = useTranslation('partners');
  const roles = useRoleWords();
  if (people.length === 0) return <EmptyState icon={<PeopleTeamRegular />} title={t('people.none')} text={t('people.noneText')} />;
  return (
    <Surface title={t('people.title')}>
      <PlainTable
        label={t('people.title')}
        rows={people}
        rowKey={({ person, role }) => `${person.id} ${role}`}
        columns={[
          {
            id: 'person',
            title: t('column.person'),
            cell: ({ person }) => <PersonLink scope={scope} person={person} />,
          },
          { id: 'role', title: t('column.role'), cell: ({ role }) => roles([role]) },
          { id: 'through', title: t('column.through'), cell: ({ through }) => (through.length === 0 ? t('people.directly') : through.join(' → ')) },
        ]}
      />
    </Surface>
  );
}
