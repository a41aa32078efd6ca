import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Answer, Send } from './connection.ts';
import { exitCode, type ExitCode } from './exit-codes.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';
import { printable, rowOf, type Row } from './measure/values.ts';
import { writeState, type State } from './state.ts';

export type Enrolment = { ok: true; credential: string } | { ok: false; exit: ExitCode };

/** What trying needs; the same for enrolment and heartbeats. */
export type Trying = { send: Send; clock: Clock; random: () => number; log: Log; stop: AbortSignal; tries: 'once' | 'for ever' };

/**
 * Exchanges the enrolment key for the agent's own credential and keeps it (D54). `state.attempt` is on the disk before
 * the first request, so that an agent whose answer got lost is recognised and not taken for a second machine (A104).
 */
export async function enrol(folder: string, state: State, key: string, machine: Machine, trying: Trying): Promise<Enrolment> {
  const { send, clock, random, log, stop } = trying;
  for (let failures = 1; ; failures += 1) {
    const answer = await send('enrol', key, { attempt: state.attempt, machine });
    const enrolled = answer.kind === 'done' ? credentialIn(answer.body) : null;
    if (enrolled) {
      const kept = await writeState(folder, { ...state, enrolled });
      if (!kept.ok) {
        log('error', 'enrolment.failed', { message: kept.why });
        return { ok: false, exit: exitCode.unusable };
      }
      log('info', 'agent.enrolled', { room: enrolled.room });
      return { ok: true, credential: enrolled.credential };
    }
    if (stop.aborted) return { ok: false, exit: exitCode.stopped };
    log('error', 'enrolment.failed', told(answer));
    if (answer.kind === 'refused') return { ok: false, exit: exitAfter(answer.status) };
    if (trying.tries === 'once') return { ok: false, exit: exitCode.notDelivered };
    await clock.sleep(backoffMs(failures, random(), answer.kind === 'failed' ? answer.retryAfterMs : undefined), stop);
  }
}

function exitAfter(status: number): ExitCode {
  if (status === 401) return exitCode.keyRefused;
  return status === 409 ? exitCode.alreadyEnrolled : exitCode.enrolmentRefused;
}

const advice: Readonly<Record<number, string>> = {
  401: 'the server does not take this enrolment key: it was reset, used up or is too old; get a new one',
  409: 'another machine is enrolled for this room: reset the key in the portal first',
};

function told(answer: Answer) {
  if (answer.kind === 'done') return { message: 'the answer holds no credential' };
  const message = answer.kind === 'failed' ? answer.why : (advice[answer.status] ?? 'the server refused');
  return { message, status: answer.status, code: answer.code };
}

function credentialIn(body: Row): State['enrolled'] | null {
  const { credential, room } = body;
  if (typeof credential !== 'string' || !/^kh_agent_[A-Za-z0-9_-]{11,503}$/.test(credential)) return null;
  return { credential, room: printable(rowOf(room)['id']) ?? 'unknown' };
}
