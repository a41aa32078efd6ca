/** What the stream of the server says: the customers in reach now, or that it is time to ask who one still is. */
export type AccessNews =
  /** `first`: what the stream says when it opens, not a change */
  { kind: 'access'; customers: readonly string[]; first: boolean } | { kind: 'look again' };

const address = '/api/v1/events';
/** After a stream that the server closed or refused. */
const tryAgainMs = 20_000;

export function customersIn(data: unknown): readonly string[] | undefined {
  try {
    const told: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
    const customers = typeof told === 'object' && told !== null && 'customers' in told ? told.customers : undefined;
    return Array.isArray(customers) && customers.every((id) => typeof id === 'string') ? customers : undefined;
  } catch {
    return undefined; // a line cut short by a closing connection; the next one, or `/me`, tells it again
  }
}

/**
 * Hears at once that access has ended (D43). One tab of the browser holds the stream and tells the others, because a
 * browser keeps six connections to one server and every open stream takes one; when that tab goes, another takes over.
 */
export function watchAccess(listen: (news: AccessNews) => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  const channel = new BroadcastChannel('keyholder-access');
  channel.addEventListener('message', ({ data }: MessageEvent<AccessNews>) => listen(data), { signal });
  const tell = (news: AccessNews): void => {
    listen(news);
    channel.postMessage(news);
  };
  // Locks exist in secure contexts only; without them each tab has a stream of its own.
  if ('locks' in navigator) {
    navigator.locks
      .request('keyholder-access', { signal }, () => holdStream(tell, signal))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  } else void holdStream(tell, signal);
  return () => {
    over.abort();
    channel.close();
  };
}

function holdStream(tell: (news: AccessNews) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const openLater = (): void => {
      source?.close();
      again = setTimeout(open, tryAgainMs);
    };
    const open = (): void => {
      source = new EventSource(address);
      let first = true;
      source.addEventListener('access', ({ data }: MessageEvent<unknown>) => {
        const customers = customersIn(data);
        if (customers) tell({ kind: 'access', customers, first });
        first = false;
      });
      source.addEventListener('ended', () => {
        openLater();
        tell({ kind: 'look again' });
      });
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return; // the browser connects again by itself
        openLater();
        tell({ kind: 'look again' });
      });
    };
    signal.addEventListener('abort', () => {
      source?.close();
      clearTimeout(again);
      resolve();
    });
    open();
  });
}
