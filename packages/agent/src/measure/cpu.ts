import { unknownValue, type Cpu } from './measurements.ts';
import type { Source } from './source.ts';
import { percentOf, rowOf, rowsOf } from './values.ts';

/** Load since the last measurement. A machine that lists no processor reports load 0 too, so that is no answer. */
export async function measureCpu({ system }: Source): Promise<Cpu> {
  const answer = rowOf(await system.currentLoad());
  const cores = rowsOf(answer['cpus'])?.length ?? 0;
  if (cores === 0) return unknownValue('the system lists no processor');
  const loadPercent = percentOf(answer['currentLoad']);
  return { state: 'present', cores, ...(loadPercent !== undefined && { loadPercent }) };
}
