import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Options } from './arguments.ts';
import type { Clock } from './clock.ts';
import { sendTo } from './connection.ts';
import { enrol } from './enrol.ts';
import { enrolmentKey, keyPrint } from './enrolment-key.ts';
import { exitCode, type ExitCode } from './exit-codes.ts';
import { heartbeats } from './heartbeat.ts';
import type { Log } from './log.ts';
import { machineOf } from './machine.ts';
import { meterOf } from './measure/measure.ts';
import type { Source } from './measure/source.ts';
import { readState, writeState, type State } from './state.ts';
import { agentVersion } from './version.ts';

export type Surroundings = {
  source: Source;
  clock: Clock;
  random: () => number;
  log: Log;
  stop: AbortSignal;
  environmentKey: string | undefined;
};

/** Enrols where needed, then reports. The answer is the program's exit code; its reason is in the log. */
export async function run(options: Options, tries: 'once' | 'for ever', around: Surroundings): Promise<ExitCode> {
  const { source, clock, random, log, stop } = around;
  const start = await startOf(options, around.environmentKey);
  if ('why' in start) {
    log('error', 'agent.unusable', { message: start.why });
    return exitCode.unusable;
  }
  const { folder, state, key } = start;
  log('info', 'agent.started', { version: agentVersion, server: state.server });
  const machine = await machineOf(source, state.keyPrint, clock);
  const trying = { send: sendTo(new URL(state.server), clock, stop), clock, random, log, stop, tries };
  const enrolled = state.enrolled ? { ok: true as const, credential: state.enrolled.credential } : await enrol(folder, state, key, machine, trying);
  if (!enrolled.ok) return enrolled.exit;
  const measure = meterOf(source, clock);
  return heartbeats({ ...trying, measure, machine, credential: enrolled.credential, intervalMs: options.intervalMs });
}

type Start = { folder: string; state: State; key: string } | { why: string };

/** A key that the state does not know starts a new enrolment: the former credential ended with the former key. */
async function startOf(options: Options, environmentKey: string | undefined): Promise<Start> {
  const folder = options.stateFolder ?? (options.keyFile && path.dirname(path.resolve(options.keyFile)));
  if (!folder) return { why: 'give --key-file or --state; see --help' };
  const [stored, found] = await Promise.all([readState(folder), enrolmentKey(options.keyFile, environmentKey)]);
  if (stored.kind === 'unusable') return { why: stored.why };
  const known = stored.kind === 'found' ? stored.state : undefined;
  if (known?.enrolled && (found.kind !== 'key' || keyPrint(found.key) === known.keyPrint)) {
    if (options.server && options.server.href !== known.server) {
      return { why: `this machine is enrolled with ${known.server}; another server needs a key of its own` };
    }
    return { folder, state: known, key: '' };
  }
  if (found.kind === 'unusable') return { why: found.why };
  if (found.kind === 'none') return { why: 'an enrolment key is needed: --key-file or KEYHOLDER_ENROLMENT_KEY' };
  return firstStart(folder, options.server, found.key, known);
}

async function firstStart(folder: string, server: URL | undefined, key: string, known: State | undefined): Promise<Start> {
  const address = server?.href ?? known?.server;
  if (!address) return { why: 'the address of the server is needed: --server' };
  const print = keyPrint(key);
  const goesOn = known && known.keyPrint === print && known.server === address;
  const state: State = goesOn ? known : { server: address, keyPrint: print, attempt: randomBytes(32).toString('base64url') };
  const kept = await writeState(folder, state);
  return kept.ok ? { folder, state, key } : kept;
}
