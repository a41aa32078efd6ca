import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { holdWholeRing } from './hold-whole-ring.ts';
import { isBuiltInRing } from './rings.rules.ts';
import { type Ring, deleteRingRow, putIntoRing, roomsInRing } from './rings.store.ts';

/** A ring of the customer's own goes, and its rooms go to General (D55): all that are in it by then are the author’s to change (D34). */
export async function deleteRing(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: Ring,
): Promise<Result<undefined, 'not_found' | 'exceeds_scope' | 'version_outdated' | 'built_in'>> {
  const { customer, id } = seen;
  if (isBuiltInRing(id)) return refuse('built_in', { detail: 'Staging, General and Executive stay' });
  const held = await holdWholeRing(tx, author, seen);
  if (!held.ok) return held;
  const ring = held.value;
  if (ring.version !== seen.version) return refuse('version_outdated');
  const rooms = await roomsInRing(tx, ring);
  await putIntoRing(tx, customer, 'general', rooms);
  await deleteRingRow(tx, ring);
  await appendAudit(tx, call, {
    action: 'update_ring.deleted',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'update-ring', id, name: ring.name },
    changes: { before: { name: ring.name, rooms } },
  });
  return ok(undefined);
}
