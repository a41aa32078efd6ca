import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../app/link.tsx';
import { useMayOpen } from '../../app/use-offered.ts';
import { paths, type Scope } from '../../paths.ts';

type Person = { id: string; name: string };
const useStyles = makeStyles({ links: { display: 'grid', gap: '8px', justifyItems: 'start' } });

/** A person by name, leading to what that person can touch there where the reader may know it (D30). */
export function PersonLink({ scope, person }: { scope: Scope; person: Person }) {
  const to = paths.personAccess(scope, person.id);
  if (!useMayOpen()(to)) return <>{person.name}</>;
  return (
    <AppLink look="quiet" to={to}>
      {person.name}
    </AppLink>
  );
}

/** To the question why one person may do something at a customer, or with one thing there. */
export function ExplainLink({ customer, object, person }: { customer: string; object?: string; person: Person }) {
  const { t } = useTranslation('access');
  const asked = [`customer:${customer}`, ...(object === undefined ? [] : [`object:${object}`]), `actor:${person.id}`];
  return (
    <AppLink to={paths.explain()} search={{ f: asked }}>
      {t('explain.link')}
    </AppLink>
  );
}

/** Where to go on from a person that is shown: all that it can touch there, and that question. */
export function PersonLinks({ scope, customer, object, person }: { scope: Scope; customer: string; object?: string; person: Person }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const mayOpen = useMayOpen();
  const to = paths.personAccess(scope, person.id);
  return (
    <div className={styles.links}>
      {mayOpen(to) && <AppLink to={to}>{t('person.link')}</AppLink>}
      <ExplainLink customer={customer} person={person} {...(object === undefined ? {} : { object })} />
    </div>
  );
}
