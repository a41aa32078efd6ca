import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Author } from './author.ts';
import { type Ring, atomsOfRings, lockRing } from './rings.store.ts';
import { setKey } from './room-sets.store.ts';

/**
 * The ring as it is now, held to the end of the transaction, if all rooms that are in it by now are the author's to change
 * (D34). The guard has seen those of its own moment: a room that moved in since changes neither epoch nor version.
 */
export async function holdWholeRing(tx: TenantTx, author: Author, seen: Ring): Promise<Result<Ring, 'not_found' | 'exceeds_scope'>> {
  const ring = await lockRing(tx, seen);
  if (ring === undefined) return refuse('not_found');
  if (author === 'platform') return ok(ring);
  const { customer, id } = ring;
  const rooms = (await atomsOfRings(tx, [ring])).get(setKey(customer, id)) ?? [];
  // what the author holds is what the guard has seen: only the rooms may lie beyond it
  return author.decide('rings.modify', { customer, kind: 'rooms', rooms }).outcome === 'deny' ? refuse('exceeds_scope') : ok(ring);
}
