import {
  Button,
  Dropdown,
  Field,
  Input,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  Option,
  SearchBox,
  TagGroup,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { filterList, filtersOf, useSearchState } from '../app/search.ts';
import { useFormat } from '../i18n/format.ts';

/** A filter that the list's API knows; `options` in the order in which to offer them. `day`: a date, `2026-11-21`. */
export type Filter = { name: string; label: string; kind?: 'choice' | 'day'; options: readonly { value: string; text: string }[] };

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 12px', marginBlockEnd: '12px', '@media print': { display: 'none' } },
  search: { width: '280px', maxWidth: '100%', '@media (max-width: 639.98px)': { width: '100%' } },
  dropdown: { minWidth: '150px', '@media (max-width: 639.98px)': { minWidth: '132px' } },
  chips: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', marginBlockEnd: '12px' },
  space: { flexGrow: 1 },
  count: { color: tokens.colorNeutralForeground3 },
});

/** While somebody types, this long after the last key the list is asked again. */
const typingPauseMs = 250;

/**
 * Search and filters of a list, kept in the address: typing replaces the entry in the history, choosing pushes one,
 * and what is in effect stands below as chips (portal.md section 4, URL).
 * @param search `none` where the list's API has no `q`
 */
export function FilterBar({
  filters,
  search: searchMode = 'words',
  children,
}: {
  filters: readonly Filter[];
  search?: 'words' | 'none';
  children?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [search, setSearch] = useSearchState();
  const chosen = filtersOf(search);
  const [typed, setTyped] = useState(search.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const set = (name: string, value: string | undefined): void => {
    const next = filterList({ ...chosen, [name]: value });
    setSearch({ f: next.length > 0 ? next : undefined });
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSearch({ q: text.trim() === '' ? undefined : text.trim() }, 'replace'), typingPauseMs);
  };
  const clear = (): void => {
    clearTimeout(timer.current);
    setTyped('');
    setSearch({ q: undefined, f: undefined });
  };
  const active = filters.flatMap((filter) => {
    const value = chosen[filter.name];
    const day = filter.kind === 'day' && value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(`${value}T00:00`) : undefined;
    return value === undefined ? [] : [{ ...filter, text: day ?? filter.options.find((option) => option.value === value)?.text ?? value }];
  });

  return (
    <div role="search" aria-label={t('filter.label')}>
      <div className={styles.bar}>
        {searchMode === 'words' && (
          <SearchBox
            className={styles.search}
            value={typed}
            placeholder={t('filter.search')}
            aria-label={t('filter.search')}
            dismiss={{ 'aria-label': t('list.clearFilters') }}
            onChange={(_, data) => type(data.value)}
          />
        )}
        {filters.map(({ name, label, options, kind }) => {
          const value = chosen[name];
          if (kind === 'day')
            return (
              <Field key={name} label={{ children: label, size: 'small' }}>
                <Input type="date" value={value ?? ''} onChange={(_, data) => set(name, data.value)} />
              </Field>
            );
          return (
            <Field key={name} label={{ children: label, size: 'small' }}>
              <Dropdown
                className={styles.dropdown}
                value={value === undefined ? t('filter.any') : (options.find((option) => option.value === value)?.text ?? value)}
                selectedOptions={[value ?? '']}
                onOptionSelect={(_, data) => set(name, data.optionValue === '' ? undefined : data.optionValue)}
              >
                <Option value="" text={t('filter.any')}>
                  {t('filter.any')}
                </Option>
                {options.map((option) => (
                  <Option key={option.value} value={option.value} text={option.text}>
                    {option.text}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          );
        })}
        {children && <div className={styles.space} />}
        {children}
      </div>
      {active.length > 0 && (
        <div className={styles.chips}>
          <TagGroup aria-label={t('filter.label')} onDismiss={(_, data) => set(data.value, undefined)}>
            {active.map(({ name, label, text }) => (
              <InteractionTag key={name} value={name} appearance="brand" size="small">
                <InteractionTagPrimary hasSecondaryAction>{t('filter.chip', { name: label, value: text })}</InteractionTagPrimary>
                <InteractionTagSecondary aria-label={t('filter.remove', { name: label, value: text })} />
              </InteractionTag>
            ))}
          </TagGroup>
          <Button appearance="transparent" size="small" onClick={clear}>
            {t('list.clearFilters')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Clears search and filters; `undefined` while none is in effect, as `DataTable` wants it. */
export function useClearFilters(): (() => void) | undefined {
  const [search, setSearch] = useSearchState();
  return search.q === undefined && search.f === undefined ? undefined : () => setSearch({ q: undefined, f: undefined });
}
