import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { Explanation, NearMiss } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { useRoleName, useRoleWord } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { AccessChain } from './access-chain.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '6px' },
  way: { display: 'grid', gap: '4px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
});

/** Yes with its ways, or no with what is missing: that which lacks least first. */
export function ExplanationView(question: { actor: string; action: string; object: string; customer: string }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const term = useTerm();
  const { data, error } = useQuery({
    queryKey: ['c', question.customer, 'explain', question],
    gcTime: 0,
    queryFn: ({ signal }) => api.get<Explanation>('/explain', { query: question, signal }),
  });
  if (error) {
    const facts = factsOf(error);
    return facts.status === 404 ? (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{t('explain.notFound')}</MessageBarBody>
      </MessageBar>
    ) : (
      <ProblemBar problem={facts} />
    );
  }
  if (data === undefined) return <SkeletonBar />;
  const { outcome, actor, object, paths, nearest } = data;
  const names = { person: actor.name, permission: term('permission', data.action), object: object.name };
  // Asked about no room in particular it is enough to hold it over any; only a directory role holds over every room.
  const isPart = object.id === object.customer.id && !paths.some(({ by }) => by === 'directory');
  return (
    <Surface title={t('explain.answer')}>
      <MessageBar intent={outcome === 'allow' ? 'success' : outcome === 'deny' ? 'error' : 'warning'} layout="multiline" politeness="polite">
        <MessageBarBody>
          <MessageBarTitle>{t(`outcome.${outcome}`)}</MessageBarTitle>
          {t(isPart ? `somewhereText.${outcome}` : `outcomeText.${outcome}`, { ...names, customer: object.customer.name })}
        </MessageBarBody>
      </MessageBar>
      {paths.length > 0 && <h3 className={styles.heading}>{t('why')}</h3>}
      {paths.map((way) => (
        <AccessChain key={JSON.stringify(way)} way={way} />
      ))}
      {nearest.length > 0 && <h3 className={styles.heading}>{t('explain.missing')}</h3>}
      {nearest.map((miss, n) => (
        <Miss key={JSON.stringify(miss)} miss={miss} customer={object.customer.name} first={n === 0} />
      ))}
    </Surface>
  );
}

/** One way that is not open, and everything it lacks. */
function Miss({ miss, customer, first }: { miss: NearMiss; customer: string; first: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const term = useTerm();
  const roleOf = useRoleName();
  const word = useRoleWord();
  const format = useFormat();
  const { role, assignment, groups, missing } = miss;
  const way = [
    ...(role === undefined ? [] : [t('chain.role', { role: roleOf(role) })]),
    ...(assignment === undefined ? [] : [t('chain.assignment', { assignment: word(assignment.name) })]),
    ...(groups.length === 0 ? [] : [t('chain.groups', { groups: format.list(groups.map(({ name }) => name)) })]),
  ];
  return (
    <div className={styles.way}>
      {way.length > 0 && <span>{first ? t('explain.nearestWay', { way: format.list(way) }) : format.list(way)}</span>}
      <ul className={styles.list}>
        {missing.map(({ kind, permission, partner }) => (
          <li key={`${kind} ${permission ?? ''}`}>
            {t(`gap.${kind}`, { permission: permission === undefined ? '' : term('permission', permission), partner: partner?.name ?? '', customer })}
          </li>
        ))}
      </ul>
    </div>
  );
}
