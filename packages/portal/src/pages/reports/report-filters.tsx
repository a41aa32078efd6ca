import { Dropdown, Field, Input, makeStyles, Option } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { filterList, filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useRoomGroups } from '../rooms/use-places.ts';
import { chosenPeriod, usualDays } from './period.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 12px', marginBlockEnd: '16px', '@media print': { display: 'none' } },
  dropdown: { minWidth: '190px', maxWidth: '100%' },
});
const own = 'own';

/** Of which days, and of which rooms; both stand in the address. */
export function ReportFilters() {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const { customer } = usePageScope();
  const [search, setSearch] = useSearchState();
  const groups = useRoomGroups(customer, 'wanted') ?? [];
  const chosen = filtersOf(search);
  const period = chosenPeriod(chosen);
  const set = (change: Readonly<Record<string, string | undefined>>): void => {
    const next = filterList({ ...chosen, ...change });
    setSearch({ f: next.length > 0 ? next : undefined });
  };
  const wordsOf = (days: number): string => t('filter.last', { count: days });
  const group = groups.find(({ id }) => id === chosen['group']);
  const groupWords = chosen['group'] === undefined ? t('filter.allRooms') : (group?.name ?? chosen['group']);
  return (
    <div role="search" aria-label={t('filter.label')} className={styles.bar}>
      <Field label={{ children: t('filter.period'), size: 'small' }}>
        <Dropdown
          className={styles.dropdown}
          value={period.kind === 'last' ? wordsOf(period.days) : t('filter.own')}
          selectedOptions={[period.kind === 'last' ? String(period.days) : own]}
          onOptionSelect={(_, { optionValue }) =>
            optionValue === own
              ? set({ days: undefined, from: dayOf(-30), to: dayOf(0) })
              : set({ days: optionValue === '30' ? undefined : optionValue, from: undefined, to: undefined })
          }
        >
          {usualDays.map((days) => (
            <Option key={days} value={String(days)} text={wordsOf(days)}>
              {wordsOf(days)}
            </Option>
          ))}
          <Option value={own} text={t('filter.own')}>
            {t('filter.own')}
          </Option>
        </Dropdown>
      </Field>
      {period.kind === 'own' && (
        <>
          <Field label={{ children: t('filter.from'), size: 'small' }}>
            <Input
              type="date"
              value={period.from}
              {...(period.to === '' ? {} : { max: period.to })}
              onChange={(_, { value }) => set({ from: value })}
            />
          </Field>
          <Field label={{ children: t('filter.to'), size: 'small' }}>
            <Input
              type="date"
              value={period.to}
              {...(period.from === '' ? {} : { min: period.from })}
              onChange={(_, { value }) => set({ to: value })}
            />
          </Field>
        </>
      )}
      {customer !== undefined && (groups.length > 0 || chosen['group'] !== undefined) && (
        <Field label={{ children: t('filter.group'), size: 'small' }}>
          <Dropdown
            className={styles.dropdown}
            value={groupWords}
            selectedOptions={[chosen['group'] ?? '']}
            onOptionSelect={(_, { optionValue }) => set({ group: optionValue })}
          >
            <Option value="" text={t('filter.allRooms')}>
              {t('filter.allRooms')}
            </Option>
            {groups.map(({ id, name }) => (
              <Option key={id} value={id} text={name}>
                {name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
    </div>
  );
}

/** A day of the browser's zone, from today on, as a date field has it. */
function dayOf(fromToday: number): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + fromToday);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
