import type { AgentMachine, AgentMeasurements, BodyOf, agents } from '@keyholder/contract';

type State = 'present' | 'not_present' | 'unknown';
type Told = {
  cameras?: State;
  microphones?: State;
  displays?: State;
  disks?: State;
  memory?: State;
  /** of the only disk, of the memory */
  diskPercent?: number;
  memoryPercent?: number;
};

/** What the agent of a well-equipped machine measures, but for what the test is about. */
export function measured({
  cameras = 'present',
  microphones = 'present',
  displays = 'present',
  disks = 'present',
  memory = 'present',
  diskPercent = 40,
  memoryPercent = 50,
}: Told): AgentMeasurements {
  const disk = { mount: '/', sizeBytes: 1000, usedBytes: 10 * Math.round(diskPercent), usedPercent: diskPercent };
  return {
    cpu: { state: 'present', loadPercent: 12.5, cores: 4 },
    memory: { state: memory, ...(memory === 'present' ? { totalBytes: 1_000_000, usedBytes: Math.round(10_000 * memoryPercent) } : {}) },
    disks: { state: disks, items: disks === 'present' ? [disk] : [] },
    displays: list(displays, { name: 'Front of room', connector: 'HDMI-1', resolution: '3840x2160' }),
    cameras: list(cameras, { name: 'Room camera' }),
    microphones: list(microphones, { name: 'Ceiling microphone' }),
    network: { state: 'present', items: [{ name: 'eth0', up: true, type: 'wired' }] },
    os: { state: 'present', name: 'Linux', version: '1' },
    uptimeSeconds: { state: 'present', value: 3600 },
  };
}

const list = <Item>(state: State, item: Item): { state: State; items: Item[] } => ({ state, items: state === 'present' ? [item] : [] });

/** @param mark two machines differ by it */
export const machine = (mark = 'a'): AgentMachine => ({
  identity: mark.repeat(64),
  platform: 'linux',
  arch: 'x64',
  osName: 'Debian',
  osVersion: '12',
  agentVersion: '0.1.0',
});

type Heartbeat = BodyOf<typeof agents.heartbeat>;
/** @param run one letter: programs that run at different times differ by it */
export const heartbeat = (sequence: number, measurements: AgentMeasurements = measured({}), run = 'r', mark = 'a'): Heartbeat => ({
  run: run.repeat(22),
  sequence,
  sentAt: new Date().toISOString(),
  machine: machine(mark),
  measurements,
});
