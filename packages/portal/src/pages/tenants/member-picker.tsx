import { makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { Group, Member, Page, User } from '../../api/shapes.ts';
import { FormField } from '../../ui/form.tsx';
import { type Choice, Picker } from '../../ui/picker.tsx';

/** Somebody chosen: a person, or a group with the number of active people behind it at that moment (D15), where it is known. */
export type Candidate = { member: Member; name: string; email?: string; activePeople?: number };

const useStyles = makeStyles({
  list: { margin: '8px 0 0', paddingInlineStart: '18px', display: 'grid', gap: '4px' },
  lacking: { color: tokens.colorStatusDangerForeground1 },
});

/** People and groups of one's own organization by what is typed; only active people are offered. */
function useCandidates(text: string): readonly Candidate[] {
  const { organization } = useMe();
  const ask = { limit: 50, q: text === '' ? undefined : text };
  const { data } = useQuery({
    queryKey: ['me', 'candidates', text],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const [people, groups] = await Promise.all([
        api.get<Page<User>>(`/organizations/${organization.id}/users`, { query: { ...ask, active: true }, signal }),
        api.get<Page<Group>>(`/organizations/${organization.id}/groups`, { query: ask, signal }),
      ]);
      return [
        ...people.items.map(({ id, name, email }): Candidate => ({ member: { type: 'user', id }, name, email, activePeople: 1 })),
        ...groups.items.map(({ id, name, activePeople }): Candidate => ({ member: { type: 'group', id }, name, activePeople })),
      ];
    },
  });
  return data ?? [];
}

type Props = {
  pointer: string;
  label: string;
  hint: string;
  chosen: readonly Candidate[];
  onChange: (chosen: readonly Candidate[]) => void;
  required?: 'required';
};

/** People and security groups of one's own organization, and whom the choice puts in effect. */
export function MemberPicker({ pointer, label, hint, chosen, onChange, required }: Props) {
  const { t } = useTranslation('tenants');
  const [text, setText] = useState('');
  const found = useCandidates(text);
  const choice = ({ member, name, email }: Candidate): Choice => ({
    value: member.id,
    text: name,
    detail: email ?? t('answer.group'),
    media: member.type === 'group' ? <PeopleTeamRegular /> : <PersonRegular />,
  });
  return (
    <div>
      <FormField pointer={pointer} label={label} hint={hint} {...(required === undefined ? {} : { required })}>
        {({ id }) => (
          <Picker
            id={id}
            label={label}
            placeholder={t('answer.find')}
            onSearch={setText}
            options={found.map(choice)}
            chosen={chosen.map(choice)}
            onChange={(next) => onChange(next.flatMap(({ value }) => [...chosen, ...found].find(({ member }) => member.id === value) ?? []))}
          />
        )}
      </FormField>
      {chosen.length > 0 && <InEffect chosen={chosen} />}
    </div>
  );
}

function InEffect({ chosen }: { chosen: readonly Candidate[] }) {
  const styles = useStyles();
  const { t } = useTranslation('tenants');
  return (
    <ul aria-label={t('answer.effective')} className={styles.list}>
      {chosen.map(({ member, name, email, activePeople }) => (
        <li key={member.id} className={activePeople === 0 ? styles.lacking : ''}>
          {member.type === 'user'
            ? email === undefined
              ? name
              : t('answer.person', { name, email })
            : activePeople === undefined
              ? t('answer.groupNamed', { name })
              : activePeople === 0
                ? t('answer.groupEmpty', { name })
                : t('answer.groupPeople', { name, count: activePeople })}
        </li>
      ))}
    </ul>
  );
}
