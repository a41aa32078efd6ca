import { makeStyles } from '@fluentui/react-components';
import { createStore, useStore } from './store.ts';

type Announcement = { text: string; turn: number };
const polite = createStore<Announcement>({ text: '', turn: 0 });
const assertive = createStore<Announcement>({ text: '', turn: 0 });

/**
 * Says one sentence to a screen reader. Batch what belongs together into one sentence (portal.md section 5).
 * @param urgency `now` interrupts: for what went wrong, not for what went well
 */
export function announce(text: string, urgency: 'in turn' | 'now' = 'in turn'): void {
  const store = urgency === 'now' ? assertive : polite;
  store.set({ text, turn: store.get().turn + 1 });
}

const useStyles = makeStyles({
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

/** The one polite and the one assertive live region of the page. A new key makes the same sentence speak again. */
export function LiveRegions() {
  const styles = useStyles();
  const calm = useStore(polite);
  const urgent = useStore(assertive);
  return (
    <>
      <div className={styles.hidden} role="status" aria-live="polite">
        <span key={calm.turn}>{calm.text}</span>
      </div>
      <div className={styles.hidden} role="alert" aria-live="assertive">
        <span key={urgent.turn}>{urgent.text}</span>
      </div>
    </>
  );
}
