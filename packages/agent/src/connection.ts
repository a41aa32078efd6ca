import { retryAfterMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { errorCode } from './measure/files.ts';
import { rowOf, type Row } from './measure/values.ts';
import { agentVersion } from './version.ts';

/** What came of one request. `failed` covers all that may be better next time, network errors among them. */
export type Answer =
  | { kind: 'done'; body: Row }
  | { kind: 'refused'; status: number; code?: string }
  | { kind: 'failed'; why: string; status?: number; code?: string; retryAfterMs?: number };

export type Send = (path: 'enrol' | 'heartbeat', credential: string, body: unknown) => Promise<Answer>;

const limitMs = 15_000;
const mostAnswerBytes = 64 * 1024;
const tryAgain = new Set([408, 425, 429]);

/**
 * @param server base address, as `serverAddress` gives it
 * @param stop ends a request under way
 */
export function sendTo(server: URL, clock: Clock, stop: AbortSignal): Send {
  return async (path, credential, body) => {
    const over = new AbortController();
    const late = { passed: false };
    void clock.sleep(limitMs, over.signal).then(() => {
      late.passed = !over.signal.aborted;
      over.abort();
    });
    stop.addEventListener('abort', () => over.abort(), { signal: over.signal });
    if (stop.aborted) over.abort();
    try {
      const response = await fetch(new URL(`agent/v1/${path}`, server), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${credential}`,
          'content-type': 'application/json',
          'user-agent': `keyholder-agent/${agentVersion}`,
        },
        body: JSON.stringify(body),
        redirect: 'manual', // a credential goes nowhere else
        signal: over.signal,
      });
      return answerOf(response, await bodyOf(response), clock.now());
    } catch (error) {
      return { kind: 'failed', why: late.passed ? `no answer within ${limitMs / 1000} s` : causeOf(error) };
    } finally {
      over.abort();
    }
  };
}

function answerOf(response: Response, body: Row | null, now: number): Answer {
  const { status } = response;
  if (response.ok) return body ? { kind: 'done', body } : { kind: 'failed', why: 'the answer is not JSON, or too large', status };
  const code = codeOf(body);
  const told = { status, ...(code && { code }) };
  if (status >= 400 && status < 500 && !tryAgain.has(status)) return { kind: 'refused', ...told };
  const asked = retryAfterMs(response.headers.get('retry-after'), now);
  const why = status < 400 ? 'the server redirects; give its final address' : 'the server did not take it';
  return { kind: 'failed', why, ...told, ...(asked !== undefined && { retryAfterMs: asked }) };
}

/** `null` for an answer that is too large or not a JSON object. */
async function bodyOf(response: Response): Promise<Row | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostAnswerBytes) return null; // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null ? rowOf(value) : null;
  } catch {
    return null; // the page of a proxy: the status says enough
  }
}

/** Only what looks like one of the API's codes is fit for a log. */
function codeOf(body: Row | null): string | undefined {
  const code = body?.['code'];
  return typeof code === 'string' && /^[a-z0-9_]{1,64}$/.test(code) ? code : undefined;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return `the server cannot be reached: ${errorCode(cause) ?? errorCode(error) ?? 'no connection'}`;
}

/** The pause that the server asks for, 5 s to an hour; 30 s where it names none. */
export function heartbeatMs(body: Row): number {
  const seconds = body['heartbeatSeconds'];
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.min(Math.max(seconds, 5), 3600) * 1000 : 30_000;
}
