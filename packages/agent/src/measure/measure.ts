import type { Clock } from '../clock.ts';
import { within } from '../time-limit.ts';
import { measureCameras } from './cameras.ts';
import { measureCpu } from './cpu.ts';
import { measureDisks } from './disks.ts';
import { measureDisplays } from './displays.ts';
import { unknownList, unknownValue, type Measurements } from './measurements.ts';
import { measureMemory } from './memory.ts';
import { measureMicrophones } from './microphones.ts';
import { measureNetwork } from './network.ts';
import { measureOs } from './os.ts';
import type { Source } from './source.ts';
import { measureUptime } from './uptime.ts';

export type Meter = () => Promise<Measurements>;

/**
 * Measures everything at once. A probe that throws, or does not answer in time, is unknown and harms no other; one
 * that still hangs is not started a second time, so that nothing piles up (D54).
 *
 * @param limitMs for each probe
 */
export function meterOf(source: Source, clock: Clock, limitMs = 10_000): Meter {
  const list = <L>(probe: (source: Source) => Promise<L>) => guarded(() => probe(source), unknownList, clock, limitMs);
  const scalar = <S>(probe: (source: Source) => Promise<S>) => guarded(() => probe(source), unknownValue, clock, limitMs);
  const cpu = scalar(measureCpu);
  const memory = scalar(measureMemory);
  const disks = list(measureDisks);
  const displays = list(measureDisplays);
  const cameras = list(measureCameras);
  const microphones = list(measureMicrophones);
  const network = list(measureNetwork);
  const os = scalar(measureOs);
  const uptime = scalar(measureUptime);
  return async () => {
    const things = [cpu(), memory(), disks(), displays(), cameras(), microphones(), network(), os(), uptime()] as const;
    const [c, m, d, s, v, a, n, o, u] = await Promise.all(things);
    return { cpu: c, memory: m, disks: d, displays: s, cameras: v, microphones: a, network: n, os: o, uptimeSeconds: u };
  };
}

function guarded<M, U>(probe: () => Promise<M>, unknown: (reason: string) => U, clock: Clock, limitMs: number) {
  let running = false;
  const once = async () => {
    running = true;
    try {
      return await probe();
    } finally {
      running = false;
    }
  };
  return async (): Promise<M | U> => {
    if (running) return unknown('an earlier measurement has not come to an end');
    const answer = await within(limitMs, clock, once);
    return answer.ok ? answer.value : unknown(answer.why);
  };
}
