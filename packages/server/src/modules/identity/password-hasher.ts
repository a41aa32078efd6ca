import { hash, parseOptions, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type Result, ok, refuse } from '../../kernel/result.ts';

/** argon2id, 64 MiB, three passes, one lane, 16 bytes of salt, 32 of tag (security.md section 7). The library's default kind is argon2id. */
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1, outputLen: 32 } as const;
/** Hashes cheaper than the OWASP minimum are not accepted, whoever stored them. */
const floor = { memoryCost: 19 * 1024, timeCost: 2 } as const;

type Busy = 'rate_limited';
export type Verdict = { matches: boolean; /** stored with another cost than today's: hash it again */ outdated: boolean };

/** Hashes passwords, never more at once than there are cores: 64 MiB each. Others wait their turn, within bounds. */
export type PasswordHasher = {
  hash: (password: string) => Promise<Result<string, Busy>>;
  /** @param stored undefined for an unknown person, who costs one hash too (A26) */
  verify: (stored: string | undefined, password: string) => Promise<Result<Verdict, Busy>>;
};

/** @param bounds.waitMs how long a hash may wait for its turn before it is refused with 429 */
export function createPasswordHasher(bounds: { atOnce?: number; waiting?: number; waitMs?: number } = {}): PasswordHasher {
  const { atOnce = availableParallelism(), waiting = 100, waitMs = 10_000 } = bounds;
  const turns = takeTurns(atOnce, waiting, waitMs);
  let nobody: Promise<string> | undefined; // hash of a password that nobody has
  return {
    hash: (password) => turns(() => hash(spelled(password), cost)),
    verify: async (stored, password) => {
      nobody ??= hash(randomBytes(32), cost);
      const against = stored ?? (await nobody);
      const matches = await turns(() => verify(against, spelled(password)));
      if (!matches.ok) return matches;
      const { memoryCost, timeCost } = parseOptions(against);
      const strong = memoryCost >= floor.memoryCost && timeCost >= floor.timeCost;
      return ok({ matches: matches.value && strong && stored !== undefined, outdated: memoryCost !== cost.memoryCost || timeCost !== cost.timeCost });
    },
  };
}

/** One password, however the keyboard composes its letters. */
const spelled = (password: string): string => password.normalize('NFC');

function takeTurns(atOnce: number, waiting: number, waitMs: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  const turn = (): Promise<boolean> =>
    new Promise((resolve) => {
      const enter = (): void => {
        clearTimeout(limit);
        running += 1;
        resolve(true);
      };
      const limit = setTimeout(() => {
        queue.splice(queue.indexOf(enter), 1);
        resolve(false);
      }, waitMs);
      queue.push(enter);
    });
  return async <T>(work: () => Promise<T>): Promise<Result<T, Busy>> => {
    if (running < atOnce) running += 1;
    else if (queue.length >= waiting || !(await turn())) return refuse('rate_limited', { more: { retryAfterSeconds: Math.ceil(waitMs / 1000) } });
    try {
      return ok(await work());
    } finally {
      running -= 1;
      queue.shift()?.();
    }
  };
}
