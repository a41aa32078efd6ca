import { Button, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useHref } from '../../../app/link.tsx';
import { paths } from '../../../paths.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginBlockStart: '8px' } });

/** @param next the words on the button that sends the step's form */
export function StepButtons({ next, pending = false, off = false, onBack }: { next: string; pending?: boolean; off?: boolean; onBack?: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const href = useHref();
  return (
    <div className={styles.row}>
      <Button type="submit" appearance="primary" disabledFocusable={pending || off} aria-busy={pending}>
        {next}
      </Button>
      {onBack ? (
        <Button onClick={onBack} disabledFocusable={pending}>
          {t('form.back')}
        </Button>
      ) : (
        <Button as="a" {...href(paths.partners())}>
          {t('form.cancel')}
        </Button>
      )}
    </div>
  );
}
