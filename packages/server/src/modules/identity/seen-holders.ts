import { isDeepStrictEqual } from 'node:util';
import type { Holder } from './sessions.store.ts';

const most = 10_000;

/**
 * Who stood behind a credential when it was last looked up, by its public id: only to begin a read before the look-up of that very
 * request has said the same. What was seen the longest ago goes first.
 */
export class SeenHolders {
  readonly #byId = new Map<string, Holder>();

  last(id: string): Holder | undefined {
    return this.#byId.get(id);
  }

  /** @param holder as it was found now; undefined where the credential is good no longer */
  note(id: string, holder: Holder | undefined): Holder | undefined {
    this.#byId.delete(id);
    if (holder === undefined) return undefined;
    this.#byId.set(id, holder);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > most && oldest !== undefined) this.#byId.delete(oldest);
    return holder;
  }
}

/** Whether two look-ups let in the same person, under the same name and limits. */
export const isSameHolder = (one: Holder, other: Holder): boolean => isDeepStrictEqual({ ...one, noteUse: false }, { ...other, noteUse: false });
