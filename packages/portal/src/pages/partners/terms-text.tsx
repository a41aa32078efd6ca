import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Terms } from '../../api/shapes.ts';
import { currentLanguage } from '../../i18n/i18n.ts';

const useStyles = makeStyles({
  text: {
    maxHeight: '340px',
    overflowY: 'auto',
    padding: '16px 20px',
    whiteSpace: 'pre-line',
    lineHeight: tokens.lineHeightBase400,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '@media print': { maxHeight: 'none' },
  },
});

/** The terms of delegation in the language of the page; reachable by keyboard, because they scroll (D07). */
export function TermsText({ terms }: { terms: Terms }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const language = currentLanguage();
  return (
    <div className={styles.text} lang={language} role="region" aria-label={t('terms.region', { version: terms.version })} tabIndex={0}>
      {terms.text[language] ?? terms.text['en'] ?? ''}
    </div>
  );
}
