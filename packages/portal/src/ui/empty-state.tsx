import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref } from '../app/link.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    gap: '10px',
    paddingBlock: '56px',
    paddingInline: '24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    fontSize: '32px',
    marginBlockEnd: '4px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    textWrap: 'balance',
  },
  text: { margin: 0, maxWidth: '52ch', color: tokens.colorNeutralForeground3, textWrap: 'pretty' },
  action: { marginBlockStart: '10px' },
});

type Action = { text: string; run: () => void } | { text: string; to: string };

/** Says why there is nothing and what to do about it; also where nothing matches a filter. */
export function EmptyState({
  icon,
  title,
  text,
  action,
  children,
}: {
  icon?: ReactNode;
  title: string;
  text: string;
  action?: Action;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const href = useHref();
  return (
    <section className={styles.box}>
      {icon && (
        <div aria-hidden="true" className={styles.icon}>
          {icon}
        </div>
      )}
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {children}
      {action && (
        <div className={styles.action}>
          {'to' in action ? (
            <Button as="a" appearance="primary" {...href(action.to)}>
              {action.text}
            </Button>
          ) : (
            <Button appearance="primary" onClick={action.run}>
              {action.text}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
