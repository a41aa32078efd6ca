import { unknownValue, type Uptime } from './measurements.ts';
import type { Source } from './source.ts';
import { countOf } from './values.ts';

/** Whole seconds since the machine started, not since the agent did. */
export async function measureUptime({ system }: Source): Promise<Uptime> {
  const value = countOf(await system.uptime());
  return value === undefined ? unknownValue('the system does not say how long it has been running') : { state: 'present', value };
}
