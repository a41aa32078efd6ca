import type { Call } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { holdWholeRing } from './hold-whole-ring.ts';
import { type Ring, savePause } from './rings.store.ts';

type PauseRefusal = 'not_found' | 'exceeds_scope';

/** Pauses a ring for a reason; of a ring that is paused already only the reason changes. */
export async function pauseRing(tx: TenantTx, call: Call, author: Author, seen: Ring, reason: string): Promise<Result<undefined, PauseRefusal>> {
  const held = await holdWholeRing(tx, author, seen);
  if (!held.ok) return held;
  const ring = held.value;
  if (ring.pauseReason === reason) return ok(undefined);
  await savePause(tx, ring, reason);
  await record(tx, call, author, ring, 'update_ring.paused', { before: { reason: ring.pauseReason }, after: { reason } });
  return ok(undefined);
}

/** Ends the pause of a ring, if it is paused. */
export async function resumeRing(tx: TenantTx, call: Call, author: Author, seen: Ring): Promise<Result<undefined, PauseRefusal>> {
  const held = await holdWholeRing(tx, author, seen);
  if (!held.ok) return held;
  const ring = held.value;
  if (ring.pausedAt === null) return ok(undefined);
  await savePause(tx, ring, null);
  await record(tx, call, author, ring, 'update_ring.resumed', { before: { reason: ring.pauseReason }, after: { reason: null } });
  return ok(undefined);
}

const record = (tx: TenantTx, call: Call, author: Author, { customer, id, name }: Ring, action: string, changes: unknown): Promise<void> =>
  appendAudit(tx, call, { action, customer, ...ledgersOf(author, customer), target: { type: 'update-ring', id, name }, changes });
