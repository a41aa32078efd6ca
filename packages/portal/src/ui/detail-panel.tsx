import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout } from '../shell/use-layout.ts';

const useStyles = makeStyles({
  split: { display: 'flex', gap: '20px', alignItems: 'flex-start' },
  list: { flexGrow: 1, minWidth: 0 },
  panel: {
    position: 'sticky',
    top: 'calc(var(--kh-top, 48px) + 16px)',
    width: '440px',
    flexShrink: 0,
    maxHeight: 'calc(100dvh - var(--kh-top, 48px) - 32px)',
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: '20px',
    display: 'grid',
    alignContent: 'start',
    gap: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
  full: { position: 'static', width: '100%', maxHeight: 'none', boxShadow: 'none' },
  head: { display: 'flex', gap: '8px', alignItems: 'flex-start', justifyContent: 'space-between' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
});

/** A list and, where a row is open, its panel: beside the list on wide windows, instead of it on narrower ones. */
export function WithPanel({ panel, children }: { panel: ReactNode | undefined; children: ReactNode }) {
  const styles = useStyles();
  const layout = useLayout();
  if (panel === undefined) return <>{children}</>;
  if (layout !== 'wide') return <>{panel}</>;
  return (
    <div className={styles.split}>
      <div className={styles.list}>{children}</div>
      {panel}
    </div>
  );
}

/** The panel of `?open=`: its heading takes the focus, Escape closes it (portal.md 1.1). */
export function DetailPanel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const layout = useLayout();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <aside
      aria-labelledby={id}
      className={mergeClasses(styles.panel, layout !== 'wide' && styles.full)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.head}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('panel.close')} onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}
