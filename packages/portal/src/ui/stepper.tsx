import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkFilled } from '@fluentui/react-icons/svg/checkmark';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '../app/search.ts';

const useStyles = makeStyles({
  frame: { position: 'relative' },
  list: { display: 'flex', flexWrap: 'wrap', gap: '8px 4px', margin: '0 0 24px', padding: 0, listStyleType: 'none' },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorNeutralForeground3,
    paddingInlineEnd: '8px',
    '@media (max-width: 479.98px)': { paddingInlineEnd: 0 },
  },
  line: {
    width: '32px',
    height: '1px',
    backgroundColor: tokens.colorNeutralStroke1,
    '@media (max-width: 767.98px)': { width: '12px' },
    '@media (max-width: 479.98px)': { display: 'none' },
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    boxSizing: 'border-box',
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  currentNumber: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
  doneNumber: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2, border: `1px solid ${tokens.colorBrandStroke2}` },
  label: { '@media (max-width: 639.98px)': { display: 'none' } },
  labelCurrent: { '@media (max-width: 639.98px)': { display: 'inline' } },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

export type Step = { id: string; title: string };
type Position = { index: number; id: string; go: (id: string) => void; next: () => void; back: () => void };

/**
 * The step of a wizard, in the address as `?step=`; what was typed is not. Browser Back goes one step back.
 * @param reachable the first step that is not yet complete: an address beyond it is led back there
 */
export function useStep(steps: readonly Step[], reachable: number): Position {
  const [search, setSearch] = useSearchState();
  const asked = Math.max(
    0,
    steps.findIndex(({ id }) => id === search.step),
  );
  const index = Math.min(asked, reachable);
  const at = (n: number): string => steps[Math.min(Math.max(n, 0), steps.length - 1)]?.id ?? '';
  useEffect(() => {
    if (asked !== index) setSearch({ step: at(index) }, 'replace');
  });
  return {
    index,
    id: at(index),
    go: (id) => setSearch({ step: id }),
    next: () => setSearch({ step: at(index + 1) }),
    back: () => setSearch({ step: at(index - 1) }),
  };
}

/** Where one is. On the way to another step its heading takes the focus and comes into view: what was pressed may be gone. */
export function Stepper({ steps, index }: { steps: readonly Step[]; index: number }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const heading = useRef<HTMLHeadingElement>(null);
  const former = useRef(index);
  useEffect(() => {
    if (former.current === index) return;
    former.current = index;
    heading.current?.focus({ preventScroll: true });
    heading.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <div className={styles.frame}>
      <h2 ref={heading} tabIndex={-1} className={styles.hidden}>
        {t('steps.heading', { step: index + 1, of: steps.length, title: steps[index]?.title ?? '' })}
      </h2>
      <ol aria-label={t('steps.label')} className={styles.list}>
        {steps.map(({ id, title }, n) => (
          <li key={id} className={mergeClasses(styles.step, n === index && styles.current)} {...(n === index ? { 'aria-current': 'step' } : {})}>
            <span aria-hidden="true" className={mergeClasses(styles.number, n === index && styles.currentNumber, n < index && styles.doneNumber)}>
              {n < index ? <CheckmarkFilled fontSize={14} /> : n + 1}
            </span>
            <span className={mergeClasses(styles.label, n === index && styles.labelCurrent)}>{title}</span>
            <span className={styles.hidden}>
              {t('steps.position', { step: n + 1, of: steps.length })}
              {n < index ? `, ${t('steps.done')}` : ''}
            </span>
            {n < steps.length - 1 && <span aria-hidden="true" className={styles.line} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
