/** Requests per minute, sustained, and how many may come at once. */
export type Limit = { perMinute: number; burst: number };

const mostBuckets = 50_000;

type Bucket = { tokens: number; at: number };

/**
 * Token buckets by key (a person, a network). In memory and by this process: a limit is a fence against floods, not a right;
 * several processes allow as many times more. The buckets that were not asked for the longest are forgotten first.
 */
export class Limiter {
  readonly #limit: Limit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** @returns 0 when the request may pass, else the seconds to wait */
  take(key: string, nowMs: number = performance.now()): number {
    const perMs = this.#limit.perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: this.#limit.burst, at: nowMs };
    const tokens = Math.min(this.#limit.burst, bucket.tokens + (nowMs - bucket.at) * perMs);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: Math.max(tokens - 1, -1), at: nowMs });
    if (this.#buckets.size > mostBuckets) this.#forgetOldest();
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  }

  /** One goes for each that comes: a flood of keys costs neither memory nor a walk through all of them. */
  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (oldest.done !== true) this.#buckets.delete(oldest.value);
  }
}

/** How much one key has open at once, at this process. */
export class OpenAtOnce {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns how to give the place back, once; undefined where there is none left */
  take(key: string): (() => void) | undefined {
    const open = this.#open.get(key) ?? 0;
    if (open >= this.#most) return undefined;
    this.#open.set(key, open + 1);
    return () => {
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left > 0) this.#open.set(key, left);
      else this.#open.delete(key);
    };
  }
}

/** The network an address counts under: /24 of IPv4, /64 of IPv6 (A25). */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (v4?.[1] !== undefined) return `${v4[1]}.0/24`;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  while (tail !== undefined && groups.length < 4) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}
