import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { sealedFor } from './issue-keys.ts';
import { holdKey } from './keys.store.ts';
import type { RoomRow } from './rooms.store.ts';

type DownloadedKey = { key: string; issuedAt: string; expiresAt: string };

/** The enrolment key while it still waits for its machine (D54). Reading a key is an act and stands in the ledgers. A key that ran out is no longer there. */
export async function downloadKey(
  tx: TenantTx,
  call: Call,
  author: Author,
  room: RoomRow,
  instanceKey: InstanceKey,
): Promise<Result<DownloadedKey, 'already_enrolled' | 'not_found'>> {
  const { customer, id, name } = room;
  const key = await holdKey(tx, customer, id);
  if (key === undefined) return refuse('not_found');
  if (key.used_at !== null) return refuse('already_enrolled');
  if (key.expired || key.sealed === null) return refuse('not_found');
  await appendAudit(tx, call, { action: 'room_key.downloaded', customer, ...ledgersOf(author, customer), target: { type: 'room', id, name } });
  const text = instanceKey.open(sealedFor(customer, key.id), key.sealed).toString();
  return ok({ key: text, issuedAt: key.issued_at.toISOString(), expiresAt: key.expires_at.toISOString() });
}
