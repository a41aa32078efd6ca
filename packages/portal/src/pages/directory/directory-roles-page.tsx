import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { Page, User } from '../../api/shapes.ts';
import { useMe } from '../../api/me.ts';
import { AppLink } from '../../app/link.tsx';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useDirectoryKey, useDirectoryPath } from './directory-queries.ts';
import { type GivenRole, givenRoles, useDirectoryRoleWords } from './given-roles.ts';

const useStyles = makeStyles({
  grid: { display: 'grid', gap: '16px', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))', alignItems: 'start' },
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '6px' },
});

/** So many holders stand by name. */
const mostNamed = 20;

/** The roles that are given in the directory itself, and who holds each; given and taken on the page of a person (D67). */
export function DirectoryRolesPage() {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const { sides } = useMe();
  return (
    <>
      <PageHeader title={t('roles.title')} text={t('roles.text')} />
      <div className={styles.grid}>
        {givenRoles
          .filter((role) => role !== 'operator' || sides.includes('operator'))
          .map((role) => (
            <Holders key={role} role={role} />
          ))}
      </div>
    </>
  );
}

function Holders({ role }: { role: GivenRole }) {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const path = useDirectoryPath();
  const key = useDirectoryKey();
  const { name, text } = useDirectoryRoleWords()(role);
  const { data, error } = useQuery({
    queryKey: key('users', 'with', role),
    queryFn: ({ signal }) => api.get<Page<User>>(`${path}/users`, { query: { role, limit: mostNamed, count: true }, signal }),
  });
  const more = (data?.count ?? 0) - (data?.items.length ?? 0);
  return (
    <Surface title={name}>
      <p className={styles.text}>{text}</p>
      {error ? (
        <ProblemBar problem={factsOf(error)} />
      ) : data === undefined ? (
        <SkeletonBar />
      ) : data.items.length === 0 ? (
        <p className={styles.text}>{t('roles.nobody')}</p>
      ) : (
        <ul className={styles.list}>
          {data.items.map((person) => (
            <li key={person.id}>
              <AppLink to={paths.person(person.id)}>{person.name}</AppLink> {!person.active && t('roles.disabled')}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <AppLink to={paths.people()} search={{ f: [`role:${role}`] }}>
          {t('roles.more', { count: more })}
        </AppLink>
      )}
    </Surface>
  );
}
