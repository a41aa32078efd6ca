import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useTerm } from '../../ui/term.ts';

const useStyles = makeStyles({ summary: { cursor: 'pointer', minHeight: '24px' } });

/** So many permissions stand in a line; more unfold. */
const mostSpelled = 3;

/** Permissions in words; many of them fold to their number. */
export function PermissionWords({ keys }: { keys: readonly string[] }) {
  const styles = useStyles();
  const { t } = useTranslation(['access', 'ui']);
  const format = useFormat();
  const term = useTerm();
  const words = format.acts(keys.map((key) => term('permission', key)));
  if (keys.length === 0) return <>{t('ui:none')}</>;
  if (keys.length <= mostSpelled) return <>{words}</>;
  return (
    <details>
      <summary className={styles.summary}>{t('ui:effects.permissionCount', { count: keys.length })}</summary>
      {words}
    </details>
  );
}
