import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '../app/search.ts';
import { useShownPath } from '../app/shown-path.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { createStore, useStore } from './store.ts';

/** What was typed last into a field of what a page shows, and where; the person's own words, in the memory of this tab only. */
const unsent = createStore<{ address: string; label: string; text: string } | undefined>(undefined);

const useStyles = makeStyles({
  kept: { display: 'grid', gap: '8px', justifyItems: 'start', width: '100%' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  field: { width: '100%' },
});

/** The page and the object open beside its list. */
function useAddress(): string {
  const [{ open }] = useSearchState();
  return `${useShownPath()} ${open ?? ''}`;
}

/** Notes what is typed, so that it outlives the form when access ends. @returns to be called with each new text of the field */
export function useNoteUnsent(label: string): (text: string) => void {
  const address = useAddress();
  return (text) => unsent.set(text.trim() === '' ? undefined : { address, label, text });
}

/** Forgets a text that has arrived; what was typed since stays. */
export function forgetSent(text: string): void {
  if (unsent.get()?.text.trim() === text) unsent.set(undefined);
}

/** What somebody was writing here when the form went away: to be read and copied, no longer to be sent (portal.md J4). */
export function UnsentText() {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const address = useAddress();
  const kept = useStore(unsent);
  if (kept?.address !== address) return null;
  return (
    <section className={styles.kept} aria-label={t('unsent.title')}>
      <p className={styles.title}>{t('unsent.title')}</p>
      <Field className={styles.field} label={kept.label} hint={t('unsent.text')}>
        <Textarea value={kept.text} readOnly rows={4} resize="vertical" />
      </Field>
      <CopyButton look="word" text={kept.text} what={t('unsent.what')} />
    </section>
  );
}
