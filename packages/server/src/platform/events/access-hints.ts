import pg from 'pg';

export type AccessHints = {
  /** calls back when access may have changed at `organization`; undefined means anywhere. @returns how to stop listening */
  subscribe: (heard: (organization: string | undefined) => void) => () => void;
  stop: () => Promise<void>;
};

/**
 * Hears over one direct connection that epochs were bumped. Only a hint that makes open streams look again: every stream looks
 * by itself too, so a lost connection delays and never hides. After a reconnection everybody looks again.
 */
export function listenForAccessChanges(url: string, log: (line: string) => void): AccessHints {
  const listeners = new Set<(organization: string | undefined) => void>();
  let client: pg.Client | undefined;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  const tell = (organization: string | undefined): void => listeners.forEach((heard) => heard(organization));
  const reconnect = (): void => {
    client = undefined;
    if (!stopped) again ??= setTimeout(connect, 1000);
  };
  const connect = (): void => {
    again = undefined;
    const next = new pg.Client({ connectionString: url, application_name: 'keyholder access hints', keepAlive: true });
    next.on('error', (error) => {
      log(`the connection for access hints was lost: ${error.message}`);
      reconnect();
    });
    next.on('notification', ({ payload }) => tell(payload));
    next
      .connect()
      .then(() => next.query('listen keyholder_access'))
      .then(() => {
        client = next;
        tell(undefined);
      })
      .catch((error: unknown) => {
        log(`cannot listen for access hints: ${error instanceof Error ? error.message : String(error)}`);
        reconnect();
      });
  };
  connect();
  return {
    subscribe: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(again);
      await client?.end();
    },
  };
}
