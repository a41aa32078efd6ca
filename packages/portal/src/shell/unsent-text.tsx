import { lazy, Suspense } from 'react';
import { useSearchState } from '../app/search.ts';
import { useShownPath } from '../app/shown-path.ts';
import { createStore, useStore } from './store.ts';

/** What was typed last into a field of what a page shows, and where; the person's own words, in the memory of this tab only. */
const unsent = createStore<{ address: string; label: string; text: string } | undefined>(undefined);

const load = () => import('./late/unsent-field.tsx');
const UnsentField = lazy(() => load().then((file) => ({ default: file.UnsentField })));

/** The page and the object open beside its list. */
function useAddress(): string {
  const [{ open }] = useSearchState();
  return `${useShownPath()} ${open ?? ''}`;
}

/** Notes what is typed, so that it outlives the form when access ends. @returns to be called with each new text of the field */
export function useNoteUnsent(label: string): (text: string) => void {
  const address = useAddress();
  return (text) => {
    if (unsent.get() === undefined) void load().catch(() => undefined); // it will be wanted when the server may be out of reach; `lazy` asks again
    unsent.set(text.trim() === '' ? undefined : { address, label, text });
  };
}

/** Forgets a text that has arrived; what was typed since stays. */
export function forgetSent(text: string): void {
  if (unsent.get()?.text.trim() === text) unsent.set(undefined);
}

/** What somebody was writing here when the form went away: to be read and copied, no longer to be sent (portal.md J4). */
export function UnsentText() {
  const address = useAddress();
  const kept = useStore(unsent);
  if (kept?.address !== address) return null;
  return (
    <Suspense fallback={null}>
      <UnsentField label={kept.label} text={kept.text} />
    </Suspense>
  );
}
