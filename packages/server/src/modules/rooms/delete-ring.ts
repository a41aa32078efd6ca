import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { isBuiltInRing } from './rings.rules.ts';
import { type Ring, deleteRingRow, lockRing, putIntoRing, roomsInRing } from './rings.store.ts';

/** A ring of the customer's own goes, and its rooms go to General (D55). */
export async function deleteRing(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: Ring,
): Promise<Result<undefined, 'not_found' | 'version_outdated' | 'built_in'>> {
  const { customer, id } = seen;
  if (isBuiltInRing(id)) return refuse('built_in', { detail: 'Staging, General and Executive stay' });
  const ring = await lockRing(tx, seen);
  if (ring === undefined) return refuse('not_found');
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
