import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '../../app/search.ts';
import { returnPath, signInAddress } from '../../app/session.ts';
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
  },
  main: { display: 'grid', alignContent: 'center', justifyItems: 'center' },
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
  brand: { display: 'flex', alignItems: 'center', gap: '12px', fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  title: { margin: '10px 0 0', fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, letterSpacing: '-0.015em', textWrap: 'balance', outlineStyle: 'none' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase400, textWrap: 'pretty' },
  button: { marginBlockStart: '10px', width: '100%' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  languages: { display: 'flex', justifyContent: 'center', gap: '4px', paddingBlock: '12px' },
});

/** Leads to the sign-in of the person's organization and remembers the page to come back to, of this site only. */
export function SignInPage() {
  const styles = useStyles();
  const { t } = useTranslation(['entry', 'shell']);
  const [search] = useSearchState();
  const title = t('entry:signIn.title');
  useEffect(() => {
    document.title = t('shell:title', { page: title, product: t('shell:product') });
  }, [t, title]);
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.card}>
          <div className={styles.brand}>
            <BrandMark size={36} />
            {t('shell:product')}
          </div>
          <h1 className={styles.title}>{t('signIn.welcome')}</h1>
          <p className={styles.text}>{t('signIn.text')}</p>
          <Button as="a" appearance="primary" size="large" className={styles.button} href={signInAddress(returnPath(search.return))}>
            {t('signIn.button')}
          </Button>
          <p className={styles.hint}>{t('signIn.hint')}</p>
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
