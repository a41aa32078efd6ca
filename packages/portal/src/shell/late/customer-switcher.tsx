import { Button, Input, makeStyles, mergeClasses, Popover, PopoverSurface, PopoverTrigger, tokens } from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons/svg/arrow-swap';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { afterSwitch, allCustomers } from '../../paths.ts';
import { announce } from '../announcer.tsx';
import { InitialsTile } from '../initials-tile.tsx';
import { scopeOf } from '../navigation.ts';
import { matchCustomers } from './match-customers.ts';
import { useShownPath } from '../../app/shown-path.ts';

/** As many as anybody reads; the rest is found by typing. */
const shownAtMost = 50;

const useStyles = makeStyles({
  surface: { width: 'min(380px, calc(100vw - 32px))', boxSizing: 'border-box', padding: '8px' },
  search: { width: '100%' },
  list: { maxHeight: 'min(420px, 60vh)', overflowY: 'auto', marginBlockStart: '8px', display: 'grid', gap: '2px' },
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '6px 8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    color: tokens.colorNeutralForeground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: { backgroundColor: tokens.colorNeutralBackground1Hover, outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  allIcon: { display: 'inline-grid', placeItems: 'center', width: '28px', height: '28px' },
  text: { display: 'grid', minWidth: 0, flexGrow: 1 },
  name: { fontWeight: tokens.fontWeightSemibold, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  domain: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  none: { padding: '12px 8px', color: tokens.colorNeutralForeground3 },
  button: { minWidth: '32px', color: 'inherit', backgroundColor: 'transparent', ':hover': { backgroundColor: tokens.colorNeutralBackgroundAlpha } },
  label: { '@media (max-width: 479.98px)': { display: 'none' } },
});

type Choice = { id: string; name: string; domain: string };

/** Type-ahead over the customers in reach, "All customers" first; Ctrl+Shift+K opens it (portal.md 1.3). */
export function CustomerSwitcher() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { customers } = useMe();
  const navigate = useNavigate();
  const pathname = useShownPath();
  const scope = scopeOf(pathname);
  const current = scope.side === 'partner' ? scope.customer : allCustomers;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();

  const matches = matchCustomers(customers, text);
  const every: Choice = { id: allCustomers, name: t('scope.all'), domain: '' };
  const choices: Choice[] = [...(text.trim() === '' ? [every] : []), ...matches].slice(0, shownAtMost);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.code === 'KeyK' && event.shiftKey && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setOpen(true);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const show = (next: boolean): void => {
    setOpen(next);
    setText('');
    setActive(0);
  };
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    show(false);
    announce(t('scope.nowShowing', { customer: choice.name }));
    void navigate({ to: afterSwitch(pathname, choice.id) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (active + step + choices.length) % Math.max(choices.length, 1);
      setActive(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(choices[active]);
    }
  };

  return (
    <Popover open={open} onOpenChange={(_, data) => show(data.open)} positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.button}
          icon={<ArrowSwapRegular />}
          aria-label={t('scope.switch')}
          aria-keyshortcuts="Control+Shift+K"
        >
          <span className={styles.label}>{t('scope.switch')}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('scope.switch')}>
        <Input
          className={styles.search}
          contentBefore={<SearchRegular />}
          value={text}
          placeholder={t('scope.search')}
          aria-label={t('scope.search')}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={choices[active] ? `${listId}-${choices[active].id}` : undefined}
          aria-autocomplete="list"
          onKeyDown={onKeyDown}
          onChange={(_, data) => {
            setText(data.value);
            setActive(0);
            announce(t('scope.matches', { count: matchCustomers(customers, data.value).length }));
          }}
        />
        <div ref={list} id={listId} role="listbox" aria-label={t('scope.label')} className={styles.list}>
          {choices.map((choice, n) => (
            <div
              key={choice.id}
              id={`${listId}-${choice.id}`}
              role="option"
              aria-selected={choice.id === current}
              className={mergeClasses(styles.option, n === active && styles.active)}
              onClick={() => choose(choice)}
            >
              {choice.id === allCustomers ? (
                <span className={styles.allIcon}>
                  <PeopleTeamRegular fontSize={20} aria-hidden />
                </span>
              ) : (
                <InitialsTile id={choice.id} name={choice.name} />
              )}
              <span className={styles.text}>
                <span className={styles.name}>{choice.name}</span>
                {choice.domain !== '' && <span className={styles.domain}>{choice.domain}</span>}
              </span>
              {choice.id === current && <CheckmarkRegular aria-hidden />}
            </div>
          ))}
        </div>
        {choices.length === 0 && <div className={styles.none}>{t('scope.none', { text })}</div>}
      </PopoverSurface>
    </Popover>
  );
}
