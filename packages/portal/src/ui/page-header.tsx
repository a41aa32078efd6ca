import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageScope } from '../app/use-page.ts';
import { AppLink } from '../app/link.tsx';
import type { Search } from '../app/search.ts';
import { announce } from '../shell/announcer.tsx';
import { arrival } from '../shell/arrival.ts';
import { useShownPath } from '../app/shown-path.ts';

export type Crumb = { text: string; to: string; search?: Search };

const useStyles = makeStyles({
  header: { display: 'grid', gap: '4px', marginBlockEnd: '20px', '@media (max-width: 639.98px)': { marginBlockEnd: '14px' } },
  crumbs: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '6px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  crumb: { fontSize: 'inherit', color: tokens.colorNeutralForeground3, minHeight: '24px', display: 'inline-flex', alignItems: 'center' },
  separator: { display: 'inline-flex', alignItems: 'center' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', minHeight: '36px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.012em',
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
    '@media (max-width: 639.98px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
  // On a narrow window what the page is for stands before what can be done there.
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    marginInlineStart: 'auto',
    '@media (max-width: 639.98px)': { marginInlineStart: 0, order: 1 },
    '@media print': { display: 'none' },
  },
  text: { margin: '-4px 0 0', width: '100%', color: tokens.colorNeutralForeground3, '@media (min-width: 640px)': { order: 1 } },
  words: { display: 'block', maxWidth: '72ch', textWrap: 'pretty' },
});

type Props = {
  /** The one `h1` of the page. */
  title: string;
  /** From the top of the side down to the parent of this page. */
  crumbs?: readonly Crumb[];
  /** Beside the title: a status badge. */
  badge?: ReactNode;
  /** One sentence on what the page is for, where the title does not say it. */
  text?: ReactNode;
  actions?: ReactNode;
};

/**
 * Title of the document, breadcrumb, `h1`, actions. After a navigation the focus is on the `h1` and its text is
 * announced (portal.md section 5); the first page of a visit leaves the focus where the browser puts it.
 */
export function PageHeader({ title, crumbs = [], badge, text, actions }: Props) {
  const styles = useStyles();
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { scope, customer, all, nameOf } = usePageScope();
  const pathname = useShownPath();
  const name = scope.side === 'partner' && customer !== undefined ? nameOf(customer) : undefined;
  const product = t('product');
  const documentTitle = name !== undefined ? t('titleScoped', { page: title, customer: name, product }) : t('title', { page: title, product });

  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);

  const spoken = useRef(title);
  useEffect(() => {
    spoken.current = all ? `${title}, ${t('scope.all')}` : title;
  }, [all, title, t]);
  useEffect(() => {
    if (!arrival.isNew(pathname)) return;
    heading.current?.focus({ preventScroll: true });
    announce(spoken.current);
  }, [pathname]);

  return (
    <div className={styles.header}>
      {crumbs.length > 0 && (
        <nav aria-label={t('breadcrumb')}>
          <ol className={styles.crumbs}>
            {crumbs.map(({ text: label, to, search }, n) => (
              <Fragment key={`${to} ${label}`}>
                {n > 0 && (
                  <li aria-hidden="true" className={styles.separator}>
                    /
                  </li>
                )}
                <li>
                  <AppLink to={to} {...(search === undefined ? {} : { search })} className={styles.crumb}>
                    {label}
                  </AppLink>
                </li>
              </Fragment>
            ))}
          </ol>
        </nav>
      )}
      <div className={styles.line}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {badge}
        {text !== undefined && (
          <p className={styles.text}>
            <span className={styles.words}>{text}</span>
          </p>
        )}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
