import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';

const useStyles = makeStyles({
  kept: { display: 'grid', gap: '8px', justifyItems: 'start', width: '100%' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  field: { width: '100%' },
});

/** A text under the label of the field it was typed into: to be read and copied. */
export function UnsentField({ label, text }: { label: string; text: string }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  return (
    <section className={styles.kept} aria-label={t('unsent.title')}>
      <p className={styles.title}>{t('unsent.title')}</p>
      <Field className={styles.field} label={label} hint={t('unsent.text')}>
        <Textarea value={text} readOnly rows={4} resize="vertical" />
      </Field>
      <CopyButton look="word" text={text} what={t('unsent.what')} />
    </section>
  );
}
