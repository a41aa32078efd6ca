import type { AgentMeasurements } from '@keyholder/contract';
import type { Fault } from '../../kernel/result.ts';

/** What is known of the machine that enrolled, and of the heartbeats since. */
export type Heard = { identity: string | null; run: string | null; sequence: number | null; formerRuns: readonly string[] };
export type Beat = { identity: string | null; run: string; sequence: number };

/** Former runs that are remembered: two machines take turns, so that the run of one comes back at once. */
const remembered = 20;

/**
 * Whether this heartbeat shows a second machine with the same credential (A105): another machine identity than at enrolment,
 * a run that another one had replaced, or a sequence that does not go up. A machine that hides its identity is compared by its
 * runs alone.
 */
export function isClone(heard: Heard, beat: Beat): boolean {
  if (heard.identity !== null && beat.identity !== null && heard.identity !== beat.identity) return true;
  if (heard.run === beat.run) return heard.sequence !== null && beat.sequence <= heard.sequence;
  return heard.formerRuns.includes(beat.run);
}

/** The former runs once this heartbeat is the last one heard. */
export function formerRunsAfter({ run, formerRuns }: Heard, beat: Beat): readonly string[] {
  if (run === null || run === beat.run) return formerRuns;
  return [...formerRuns.filter((former) => former !== run && former !== beat.run), run].slice(-remembered);
}

/** An agent's clock may be wrong by as much as this; the server goes by its own. */
const mostAheadMs = 24 * 60 * 60 * 1000;

/** What the schema cannot say of a heartbeat: times of the future (A107), and values that contradict their state. */
export function heartbeatFaults(measured: AgentMeasurements, sentAt: Date, now: Date): Fault[] {
  const ahead = sentAt.getTime() - now.getTime() > mostAheadMs;
  return [
    ...(ahead ? [fault('/sentAt', 'is more than a day ahead of the server')] : []),
    ...lists.flatMap((name) => listFaults(name, measured)),
    ...valueFaults(measured),
  ];
}

const lists = ['disks', 'displays', 'cameras', 'microphones', 'network'] as const;
function listFaults(name: (typeof lists)[number], measured: AgentMeasurements): Fault[] {
  const { state, items } = measured[name];
  if ((state === 'present') === items.length > 0) return [];
  return [
    fault(
      `/measurements/${name}/items`,
      state === 'present' ? 'needs an item when the state is `present`' : `must be empty when the state is \`${state}\``,
    ),
  ];
}

/** Per probe with single values: whether they suffice for `present`. */
function valueFaults({ cpu, memory, os, uptimeSeconds }: AgentMeasurements): Fault[] {
  const sets = [
    { name: 'cpu', state: cpu.state, values: [cpu.loadPercent, cpu.cores], suffice: cpu.loadPercent !== undefined || cpu.cores !== undefined },
    { name: 'memory', state: memory.state, values: [memory.totalBytes, memory.usedBytes], suffice: fits(memory.usedBytes, memory.totalBytes) },
    { name: 'os', state: os.state, values: [os.name, os.version, os.kernel, os.arch], suffice: os.name !== undefined },
    { name: 'uptimeSeconds', state: uptimeSeconds.state, values: [uptimeSeconds.value], suffice: uptimeSeconds.value !== undefined },
  ];
  return sets.flatMap(({ name, state, values, suffice }) => {
    if (state === 'present') return suffice ? [] : [fault(`/measurements/${name}`, 'lacks a value, or has values that contradict each other')];
    return values.every((value) => value === undefined)
      ? []
      : [fault(`/measurements/${name}`, `must not have values when the state is \`${state}\``)];
  });
}

const fits = (used: number | undefined, total: number | undefined): boolean => used !== undefined && total !== undefined && used <= total;
const fault = (pointer: string, detail: string): Fault => ({ pointer, code: 'invalid_value', detail });
