import { unknownValue, type Memory } from './measurements.ts';
import type { Source } from './source.ts';
import { countOf, rowOf } from './values.ts';

/** Used is what is not available: caches that the system gives back are not in use. */
export async function measureMemory({ system }: Source): Promise<Memory> {
  const answer = rowOf(await system.mem());
  const total = countOf(answer['total']);
  const available = countOf(answer['available']);
  if (!total || available === undefined || available > total) return unknownValue('the system gives no size of its memory');
  return { state: 'present', totalBytes: total, usedBytes: total - available };
}
