const heldForMs = 60_000;

/**
 * What `load` gives, looked up at most once a minute, in the course of a request. After a look-up that failed the next request tries
 * again.
 *
 * @param load knows what it gave the last time, and may give it again
 */
export function heldForAMinute<T>(load: (former: T | undefined) => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined;
  let loadedAt = 0;
  return () => {
    const now = performance.now();
    if (held === undefined || now - loadedAt > heldForMs) {
      loadedAt = now;
      const former = held;
      held = (async () => load(await former?.catch(() => undefined)))().catch((error: unknown) => {
        held = former;
        loadedAt = 0;
        throw error;
      });
    }
    return held;
  };
}
