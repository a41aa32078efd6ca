import type { Clock } from './clock.ts';
import { errorCode } from './measure/files.ts';

export type Timely<T> = { ok: true; value: T } | { ok: false; why: string };

/** What the work answers, or why there is no answer. Work that comes too late is not ended, only no longer awaited. */
export async function within<T>(limitMs: number, clock: Clock, work: () => Promise<T>): Promise<Timely<T>> {
  const over = new AbortController();
  const answer = Promise.resolve()
    .then(work)
    .then(
      (value): Timely<T> => ({ ok: true, value }),
      (error: unknown): Timely<T> => ({ ok: false, why: `the measurement failed: ${errorCode(error) ?? 'unexpected answer'}` }),
    );
  const late = clock.sleep(limitMs, over.signal).then((): Timely<T> => ({ ok: false, why: `no answer within ${limitMs / 1000} s` }));
  return Promise.race([answer, late]).finally(() => over.abort());
}
