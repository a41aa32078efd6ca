import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { AppLink } from '../app/link.tsx';
import { paths } from '../paths.ts';

const useStyles = makeStyles({
  ribbon: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    columnGap: '16px',
    paddingInline: '16px',
    paddingBlock: '5px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForegroundStaticInverted,
    backgroundColor: tokens.colorNeutralBackgroundStatic,
    '@media print': { display: 'none' },
  },
  link: {
    color: 'inherit',
    textDecorationLine: 'underline',
    fontSize: 'inherit',
    ':hover': { color: 'inherit' },
    minHeight: '24px',
    display: 'inline-flex',
    alignItems: 'center',
  },
});

/** Only in the demo world, and then on every page: nobody shall take invented rooms for real ones. */
export function DemoRibbon() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { demo } = useMe();
  if (!demo) return null;
  return (
    <aside aria-label={t('demo.label')} className={styles.ribbon}>
      <span>{t('demo.text')}</span>
      <AppLink to={paths.demoInbox()} className={styles.link}>
        {t('demo.inbox')}
      </AppLink>
      <AppLink to={paths.signIn()} className={styles.link}>
        {t('demo.people')}
      </AppLink>
    </aside>
  );
}
