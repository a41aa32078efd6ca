import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Atom, Room } from '../../../api/shapes.ts';
import { AppLink } from '../../../app/link.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { usePageScope } from '../../../app/use-page.ts';
import { paths } from '../../../paths.ts';
import { type Rule, ruleAttributes } from './scope-draft.ts';
import { useRoomGroups, useRooms } from './scope-queries.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '6px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** So many single rooms are named; of more the number. */
const mostNamed = 25;

/** Where a room is; names come more than once. */
const placeOf = (room: Room | undefined): string => (room === undefined ? '' : `${room.city}, ${room.site}`);

/** A rule in words: "Country: France, Spain; City: Lyon". */
function useRuleWords(): (where: Rule) => string {
  const { t } = useTranslation('partners');
  const format = useFormat();
  return (where) =>
    ruleAttributes
      .flatMap((name) => {
        const values = where[name] ?? [];
        const words = name === 'country' ? values.map(format.country) : values;
        return values.length === 0 ? [] : [t('scope.part', { name: t(`scope.${name}`), values: format.list(words) })];
      })
      .join('; ');
}

/** What a scope consists of, atom by atom, by name. */
export function ScopeList({ customer, scope }: { customer: string; scope: readonly Atom[] }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const { scope: page } = usePageScope();
  const ruleWords = useRuleWords();
  const single = scope.flatMap((atom) => (atom.type === 'room' ? [atom.id] : []));
  const groups = useRoomGroups(customer);
  const named = useRooms(customer, single.slice(0, mostNamed));
  if (scope.length === 0) return <p className={styles.quiet}>{t(page.side === 'org' ? 'scope.nothingLeft' : 'scope.nothingSeen')}</p>;
  return (
    <ul className={styles.list}>
      {scope.map((atom) => {
        if (atom.type === 'all') return <li key="all">{t('scope.all')}</li>;
        if (atom.type === 'rule') return <li key={ruleWords(atom.where)}>{t('scope.byRule', { rule: ruleWords(atom.where) })}</li>;
        if (atom.type === 'group')
          return <li key={atom.id}>{t('scope.byGroup', { group: groups.rows.find(({ id }) => id === atom.id)?.name ?? '…' })}</li>;
        return null;
      })}
      {single.slice(0, mostNamed).map((room) => (
        <li key={room}>
          <AppLink look="inline" to={paths.room(page, room)}>
            {named.get(room)?.name ?? '…'}
          </AppLink>{' '}
          <span className={styles.quiet}>{placeOf(named.get(room))}</span>
        </li>
      ))}
      {single.length > mostNamed && <li>{t('scope.furtherRooms', { count: single.length - mostNamed })}</li>}
    </ul>
  );
}
