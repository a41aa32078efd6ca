import type { UpdateRingChange } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { mixedName } from '../../kernel/mixed-alphabets.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { builtInName } from './create-ring.ts';
import { holdWholeRing } from './hold-whole-ring.ts';
import { type RingFields, isBuiltInRing, isBuiltInRingName, periodFaults } from './rings.rules.ts';
import { type Ring, saveRing } from './rings.store.ts';

type ChangeRefusal = 'not_found' | 'exceeds_scope' | 'version_outdated' | 'invalid_value' | 'mixed_alphabets' | 'already_exists' | 'read_only';

/** Changes name, order and periods of a ring (D55); a built-in one keeps its name. Where nothing differs, nothing is written. */
export async function changeRing(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: Ring,
  body: UpdateRingChange,
): Promise<Result<undefined, ChangeRefusal>> {
  const held = await holdWholeRing(tx, author, seen);
  if (!held.ok) return held;
  const ring = held.value;
  if (ring.version !== seen.version) return refuse('version_outdated');
  const after: Ring = { ...ring, ...body };
  if (isBuiltInRing(ring.id) && after.name !== ring.name) return refuseAt('/name', 'read_only', 'a built-in ring keeps its name');
  if (after.name !== ring.name) {
    const mixed = mixedName(after.name);
    if (mixed !== undefined) return mixed;
    if (isBuiltInRingName(after.name)) return builtInName;
  }
  const faults = periodFaults(after, body);
  if (faults.length > 0) return refuse('invalid_value', { faults });
  const changed = fields.filter((field) => ring[field] !== after[field]);
  if (changed.length === 0) return ok(undefined);
  await saveRing(tx, ring, after);
  await appendAudit(tx, call, {
    action: 'update_ring.modified',
    customer: ring.customer,
    ...ledgersOf(author, ring.customer),
    target: { type: 'update-ring', id: ring.id, name: after.name },
    changes: { before: pick(ring, changed), after: pick(after, changed) },
  });
  return ok(undefined);
}

const fields: readonly (keyof RingFields)[] = ['name', 'order', 'deferralDays', 'rolloutDays', 'testDays'];
const pick = (ring: Ring, names: readonly (keyof RingFields)[]) => Object.fromEntries(names.map((name) => [name, ring[name]]));
