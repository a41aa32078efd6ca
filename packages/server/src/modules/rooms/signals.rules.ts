import type { AgentMeasurements, Health } from '@keyholder/contract';

/** What can be wrong with a room, as far as its agent can know (D54, D56). */
export const signalKeys = [
  'agent_silent',
  'agent_cloned',
  'disk_nearly_full',
  'memory_nearly_full',
  'no_camera',
  'no_microphone',
  'no_display',
] as const;
export type SignalKey = (typeof signalKeys)[number];
export type Severity = 'important' | 'warning';
/** @param detail English, for people; holds words of the machine, so it is escaped wherever it is shown */
export type Signal = { key: SignalKey; severity: Severity; detail: string };

/** What incidents follow. A signal that is neither raised nor cleared could not be judged: its incident stays as it is. */
export type Findings = { raised: readonly Signal[]; cleared: readonly SignalKey[] };
/** @param reasons signals raised, and what could not be measured, as `cameras_unknown` */
export type Assessment = Findings & { health: Health; reasons: readonly string[] };

/** `held`: neither bad enough to raise the signal nor good enough to clear it, so that it does not come and go. */
type Reading = 'unknown' | 'clear' | { held: string } | { severity: Severity; detail: string };
type Probe = Extract<keyof AgentMeasurements, 'disks' | 'memory' | 'cameras' | 'microphones' | 'displays'>;

/** Percent used. A disk or memory that was nearly full is well again only below `clearBelow`. */
const limits = {
  disks: { warning: 90, important: 97, clearBelow: 85 },
  memory: { warning: 95, important: 99, clearBelow: 90 },
} as const;

/**
 * Every main device, console, board or PC, needs all of these to hold a meeting (D75); what one of them says decides the
 * health of the room. Whatever else is measured is shown and decides nothing.
 */
const probes: readonly { probe: Probe; signal: SignalKey; read: (measured: AgentMeasurements) => Reading }[] = [
  { probe: 'cameras', signal: 'no_camera', read: ({ cameras }) => presence(cameras.state, 'The machine finds no camera.') },
  { probe: 'microphones', signal: 'no_microphone', read: ({ microphones }) => presence(microphones.state, 'The machine finds no microphone.') },
  { probe: 'displays', signal: 'no_display', read: ({ displays }) => presence(displays.state, 'The machine finds no display.') },
  { probe: 'disks', signal: 'disk_nearly_full', read: fullestDisk },
  { probe: 'memory', signal: 'memory_nearly_full', read: memoryUse },
];

/**
 * The health of a room after a heartbeat: important > warning > unknown > healthy. What could not be measured, or is not
 * there to be measured, never counts as healthy (D54).
 *
 * @param before the reasons of the last assessment: a signal near its limit stays what it was
 */
export function assess(measured: AgentMeasurements, credential: 'unique' | 'cloned', before: readonly string[]): Assessment {
  const raised: Signal[] = [];
  const cleared: SignalKey[] = ['agent_silent'];
  const unknown: string[] = [];
  for (const { probe, signal, read } of probes) {
    const reading = held(read(measured), before.includes(signal));
    if (reading === 'unknown') unknown.push(`${probe}_unknown`);
    else if (reading === 'clear') cleared.push(signal);
    else raised.push({ key: signal, ...reading });
  }
  if (credential === 'cloned') raised.push(clone);
  else cleared.push('agent_cloned');
  const reasons = [...raised.map(({ key }) => key), ...unknown];
  return { health: healthOf(raised, unknown), reasons, raised, cleared };
}

/** Two machines report with one credential; a reset of the room's key ends both (A105). */
const clone: Signal = {
  key: 'agent_cloned',
  severity: 'important',
  detail: 'Two machines report with the credential of this room. Reset its key, and enrol the right one again.',
};

/** A room that is not heard from: nothing is known about it, and nothing that was wrong is known to be well again. */
export const silence: Assessment = {
  health: 'unknown',
  reasons: ['agent_silent'],
  raised: [{ key: 'agent_silent', severity: 'important', detail: 'The agent of this room has stopped reporting.' }],
  cleared: [],
};

function healthOf(raised: readonly Signal[], unknown: readonly string[]): Health {
  if (raised.some(({ severity }) => severity === 'important')) return 'important';
  if (raised.length > 0) return 'warning';
  return unknown.length > 0 ? 'unknown' : 'healthy';
}

function held(reading: Reading, wasRaised: boolean): Exclude<Reading, { held: string }> {
  if (typeof reading === 'string' || 'severity' in reading) return reading;
  return wasRaised ? { severity: 'warning', detail: reading.held } : 'clear';
}

type State = AgentMeasurements['cameras']['state'];
function presence(state: State, detail: string): Reading {
  if (state === 'unknown') return 'unknown';
  return state === 'present' ? 'clear' : { severity: 'important', detail };
}

function fullestDisk({ disks }: AgentMeasurements): Reading {
  const [first, ...others] = disks.items;
  if (disks.state !== 'present' || first === undefined) return 'unknown'; // a machine without any disk was not understood
  const fullest = others.reduce((worst, disk) => (disk.usedPercent > worst.usedPercent ? disk : worst), first);
  return fullness(fullest.usedPercent, limits.disks, `The disk ${fullest.mount}`);
}

function memoryUse({ memory: { state, totalBytes, usedBytes } }: AgentMeasurements): Reading {
  if (state !== 'present' || totalBytes === undefined || usedBytes === undefined || totalBytes === 0) return 'unknown';
  return fullness((usedBytes / totalBytes) * 100, limits.memory, 'The memory');
}

function fullness(percent: number, limit: (typeof limits)[keyof typeof limits], what: string): Reading {
  const detail = `${what} is ${Math.floor(percent)} % full.`;
  if (percent >= limit.important) return { severity: 'important', detail };
  if (percent >= limit.warning) return { severity: 'warning', detail };
  return percent >= limit.clearBelow ? { held: detail } : 'clear';
}
