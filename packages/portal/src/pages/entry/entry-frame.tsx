import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage } from '../../i18n/i18n.ts';
import { isLanguage, languages } from '../../i18n/languages.ts';
import { BrandMark } from '../../shell/brand-mark.tsx';

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'grid',
    gridTemplateRows: '1fr auto',
    padding: '24px',
    backgroundColor: tokens.colorNeutralBackground2,
    backgroundImage: `radial-gradient(1200px 600px at 80% -10%, ${tokens.colorBrandBackground2}, transparent 70%)`,
    '@media (forced-colors: active)': { backgroundImage: 'none' },
    '@media (max-width: 479.98px)': { padding: '12px' },
  },
  main: { display: 'grid', alignContent: 'center', justifyItems: 'center', minWidth: 0 },
  card: {
    width: '100%',
    maxWidth: '440px',
    boxSizing: 'border-box',
    display: 'grid',
    gap: '14px',
    padding: 'clamp(24px, 6vw, 44px)',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: '16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow16,
  },
  wide: { maxWidth: '620px' },
  brand: { display: 'flex', alignItems: 'center', gap: '12px', fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  title: {
    margin: '10px 0 0',
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    letterSpacing: '-0.015em',
    textWrap: 'balance',
    outlineStyle: 'none',
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase400, textWrap: 'pretty' },
  languages: { display: 'flex', justifyContent: 'center', gap: '4px', paddingBlock: '12px' },
});

type Props = { title: string; heading: string; text?: string | undefined; width?: 'card' | 'wide'; children: ReactNode };

/** The frame of the pages that need no session: brand, one heading, the languages. @param title of the document */
export function EntryFrame({ title, heading, text, width = 'card', children }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['entry', 'shell']);
  useEffect(() => {
    document.title = t('shell:title', { page: title, product: t('shell:product') });
  }, [t, title]);
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={mergeClasses(styles.card, width === 'wide' && styles.wide)}>
          <div className={styles.brand}>
            <BrandMark size={36} />
            {t('shell:product')}
          </div>
          <h1 className={styles.title}>{heading}</h1>
          {text !== undefined && <p className={styles.text}>{text}</p>}
          {children}
        </div>
      </main>
      <nav aria-label={t('signIn.language')} className={styles.languages}>
        {Object.entries(languages).map(([code, name]) => (
          <Button
            key={code}
            appearance="subtle"
            size="small"
            lang={code}
            aria-pressed={code === currentLanguage()}
            onClick={() => isLanguage(code) && void changeLanguage(code)}
          >
            {name}
          </Button>
        ))}
      </nav>
    </div>
  );
}
