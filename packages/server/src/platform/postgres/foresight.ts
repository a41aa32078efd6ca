import type { OrganizationId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Db, StaleDecision, inSnapshot } from './in-tenant.ts';
import { isPipelined } from './on-connection.ts';

const proofsOf = new WeakMap<TenantTx, Promise<boolean>[]>();

/**
 * As `inSnapshot`; besides, `work` may go by what was true when it was last looked at, so that it sends its statements at once and
 * not one after the answer of another. Each thing foreseen is read in the same snapshot all the same, as its proof: an answer
 * counts only when every proof holds. Else `work` is done again, in a snapshot of its own, in which nothing is foreseen (D43).
 *
 * @param work may run twice: it has no effect but its answer
 */
export async function inForesight<T>(db: Db, organizations: readonly OrganizationId[], work: (tx: TenantTx) => Promise<T>): Promise<T> {
  if (isPipelined(db)) {
    const done = await inSnapshot(db, organizations, async (tx) => {
      const proofs: Promise<boolean>[] = [];
      proofsOf.set(tx, proofs);
      const [outcome] = await Promise.allSettled([work(tx)]);
      const [proof] = await Promise.allSettled([holds(proofs)]);
      if (proof.status === 'fulfilled') return proof.value ? outcome : undefined;
      throw outcome.status === 'rejected' ? outcome.reason : proof.reason; // what failed first has taken the rest with it
    });
    if (done?.status === 'fulfilled') return done.value;
    if (done !== undefined) throw done.reason;
  }
  return inSnapshot(db, organizations, work);
}

/** Whether this snapshot lets its reader go ahead of the proof. */
export const mayForesee = (tx: TenantTx): boolean => proofsOf.has(tx);

/** @param proof whether what was foreseen is so, as this snapshot sees it */
export function foresee(tx: TenantTx, proof: Promise<boolean>): void {
  proof.catch(() => undefined); // whoever waits for the proofs hears of it
  proofsOf.get(tx)?.push(proof);
}

/**
 * Waits until what was foreseen so far is proven: for whatever would outlive the answer, a cache or a stream.
 *
 * @throws StaleDecision where it is not so; `inForesight` begins anew
 */
export async function proven(tx: TenantTx): Promise<void> {
  if (!(await holds(proofsOf.get(tx) ?? []))) throw new StaleDecision();
}

/** Those too that join while others are awaited. */
async function holds(proofs: readonly Promise<boolean>[]): Promise<boolean> {
  for (const proof of proofs) if (!(await proof)) return false;
  return true;
}
