import { StaleDecision } from './in-tenant.ts';

/**
 * Does again what PostgreSQL rolled back because it and another waited for each other, or what was decided under facts that
 * have passed: nothing of it was done. `work` is called at most `times` times, with the number of those before.
 *
 * @returns undefined where it was in vain each time
 * @throws whatever else `work` throws
 */
export async function doAnew<T extends object>(times: number, work: (attempt: number) => Promise<T>): Promise<T | undefined> {
  for (let attempt = 0; attempt < times; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof StaleDecision || isDeadlock(error))) throw error;
    }
  }
  return undefined;
}

const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40P01';
