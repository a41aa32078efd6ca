/** What a line may hold: never a credential, never an answer's text. */
export type Fields = Readonly<Record<string, string | number | undefined>>;

export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: Fields) => void;

/** One line of JSON per event. */
export function logTo(write: (line: string) => void, now: () => number): Log {
  return (level, event, fields = {}) => {
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields })}\n`);
  };
}
