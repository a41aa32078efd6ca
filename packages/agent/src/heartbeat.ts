import { randomBytes } from 'node:crypto';
import { backoffMs } from './backoff.ts';
import { heartbeatMs } from './connection.ts';
import type { Trying } from './enrol.ts';
import { exitCode, type ExitCode } from './exit-codes.ts';
import type { Machine } from './machine.ts';
import type { Meter } from './measure/measure.ts';

export type Beating = Trying & {
  measure: Meter;
  machine: Machine;
  credential: string;
  /** The longest pause that the person at the machine wants; the server may want a shorter one. */
  intervalMs: number | undefined;
};

/**
 * Measures and reports until it is stopped, or the server ends the credential. Nothing is kept for later: what could
 * not be sent is measured anew, so that the server never hears old news (D54).
 */
export async function heartbeats(beating: Beating): Promise<ExitCode> {
  const { send, clock, random, log, stop, measure, machine, credential, intervalMs } = beating;
  const run = randomBytes(16).toString('base64url');
  let failures = 0;
  for (let sequence = 1; ; sequence += 1) {
    const began = clock.now();
    const measurements = await unlessStopped(measure(), stop);
    if (!measurements) return exitCode.stopped;
    const sentAt = new Date(clock.now()).toISOString();
    const answer = await send('heartbeat', credential, { run, sequence, sentAt, machine, measurements });
    if (stop.aborted) return exitCode.stopped;

    if (answer.kind === 'done') {
      if (failures > 0 || sequence === 1) log('info', 'heartbeat.accepted', { sequence, failures });
      failures = 0;
      if (beating.tries === 'once') return exitCode.stopped;
      const pause = Math.min(heartbeatMs(answer.body), intervalMs ?? Infinity) * (1 - 0.15 * random());
      const taken = Math.min(Math.max(clock.now() - began, 0), pause); // the machine's clock may have been set
      await clock.sleep(pause - taken, stop);
    } else {
      failures += 1;
      const ended = answer.kind === 'refused' && answer.status === 401;
      log(ended ? 'error' : 'warn', 'heartbeat.failed', { message: messageOf(answer, ended), status: answer.status, code: answer.code, failures });
      if (ended) return exitCode.credentialEnded;
      if (beating.tries === 'once') return exitCode.notDelivered;
      await clock.sleep(backoffMs(failures, random(), answer.kind === 'failed' ? answer.retryAfterMs : undefined), stop);
    }
    if (stop.aborted) return exitCode.stopped;
  }
}

function messageOf(answer: { kind: 'refused' } | { kind: 'failed'; why: string }, ended: boolean): string {
  if (ended) return "this machine's credential has ended: start the agent with a new enrolment key";
  return answer.kind === 'failed' ? answer.why : 'the server refused the heartbeat';
}

/** A measurement may take as long as its slowest probe; nobody waits for it after a stop. */
function unlessStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T | null> {
  if (stop.aborted) return Promise.resolve(null);
  const settled = new AbortController();
  const stopped = new Promise<null>((resolve) => {
    stop.addEventListener('abort', () => resolve(null), { signal: settled.signal });
  });
  return Promise.race([work, stopped]).finally(() => settled.abort());
}
