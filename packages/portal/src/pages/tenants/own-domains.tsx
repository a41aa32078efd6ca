import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  box: { marginBlockEnd: '16px', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px', margin: 0, padding: 0, listStyleType: 'none' },
  domain: { display: 'inline-flex', alignItems: 'center', gap: '4px', fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** The domains under which customers invite this organization. */
export function OwnDomains() {
  const styles = useStyles();
  const { t } = useTranslation('tenants');
  const { domains } = useMe().organization;
  return (
    <Surface title={t('domains.title', { count: Math.max(domains.length, 1) })} className={styles.box}>
      <p className={styles.text}>{domains.length === 0 ? t('domains.none') : t('domains.text')}</p>
      {domains.length > 0 && (
        <ul className={styles.list}>
          {domains.map((domain) => (
            <li key={domain} className={styles.domain}>
              {domain}
              <CopyButton text={domain} what={t('domains.copy', { domain })} />
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}
