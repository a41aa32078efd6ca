import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { factsOf } from '../../../api/problem.ts';
import { useFormat } from '../../../i18n/format.ts';
import { ProblemBar } from '../../../ui/problem-bar.tsx';
import { type ScopeDraft, scopeOf, takesInFutureRooms } from './scope-draft.ts';
import { useMeasured } from './scope-queries.ts';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '4px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  number: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The number of rooms in a scope as it is now, where they are, and whether later rooms come in. */
export function ScopeMeasure({ customer, draft }: { customer: string; draft: ScopeDraft }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const format = useFormat();
  const { organization } = useMe();
  const scope = scopeOf(draft);
  const { data, isError, error } = useMeasured(customer, scope);
  if (isError) return <ProblemBar problem={factsOf(error)} />;
  const places = (data?.places ?? []).map(({ country, rooms }) => t('scope.inCountry', { country: format.country(country), count: rooms }));
  return (
    <div role="status" className={styles.box}>
      <span className={styles.number}>
        {scope.length === 0 ? t('scope.nothing') : data === undefined ? t('scope.counting') : t('scope.covers', { count: data.rooms })}
      </span>
      {scope.length > 0 && places.length > 0 && <span className={styles.quiet}>{format.list(places)}</span>}
      {customer !== organization.id && <span className={styles.quiet}>{t('scope.seenOnly')}</span>}
      {takesInFutureRooms(scope) && <span className={styles.quiet}>{t('scope.future')}</span>}
    </div>
  );
}
