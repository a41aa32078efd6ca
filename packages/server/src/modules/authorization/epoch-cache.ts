type Kept<T> = { epoch: number; value: T; bytes: number };

/**
 * Values by the epoch under which they were read, of a bounded size altogether: what was asked for the longest ago goes first.
 * A value larger than the budget is not kept at all.
 *
 * @param most bytes, as `bytesOf` estimates them when a value comes
 */
export class EpochCache<K, T> {
  readonly #kept = new Map<K, Kept<T>>();
  readonly #most: number;
  readonly #bytesOf: (value: T) => number;
  #bytes = 0;

  constructor(most: number, bytesOf: (value: T) => number) {
    this.#most = most;
    this.#bytesOf = bytesOf;
  }

  /** What was last kept, under whatever epoch. */
  last(key: K): T | undefined {
    return this.#kept.get(key)?.value;
  }

  /** What was kept last, with its epoch; it counts as asked for. */
  latest(key: K): { epoch: number; value: T } | undefined {
    const kept = this.#kept.get(key);
    if (kept !== undefined) this.take(key, kept.epoch);
    return kept;
  }

  take(key: K, epoch: number): T | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined || kept.epoch !== epoch) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** An older snapshot never replaces what a newer one has brought. */
  keep(key: K, epoch: number, value: T): void {
    const present = this.#kept.get(key);
    if (present !== undefined && present.epoch > epoch) return;
    this.#drop(key);
    const bytes = this.#bytesOf(value);
    if (bytes > this.#most) return;
    this.#kept.set(key, { epoch, value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: K): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#bytes -= kept.bytes;
    this.#kept.delete(key);
  }
}
